"""What the pages about one person have in common."""


def person_page(participation, form, **more):
    """The context of a page that does one thing to one participation."""
    return {
        "project": participation.project,
        "section": "participants",
        "participation": participation,
        "form": form,
        **more,
    }
