"""What the pages about one person have in common: whoever is shown one leaves a line in the read log."""

from django.shortcuts import render

from accounts.readlog import Kind, note_read


def show_person(request, template, participation, *, kind=Kind.OPENED, **context):
    """Answer with a page about one participation, and note that it was shown."""
    note_read(kind, by=request.user, project=participation.project, participations=[participation])
    return render(
        request,
        template,
        {
            "project": participation.project,
            "section": "participants",
            "participation": participation,
            **context,
        },
    )
