from django.http import FileResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from esfportal.files.table_files import CONTENT_TYPES
from reporting.programme import files
from reporting.programme.access import reader_of
from reporting.programme.cutoffs.access import exports_of, may_export
from reporting.programme.cutoffs.pages import people_of_last
from reporting.programme.forms import ProgrammeFilter
from reporting.programme.pages import choice_of, page_context


@require_safe
def figures(request):
    reader = reader_of(request.user)
    form = ProgrammeFilter(request.GET, projects=reader.projects)
    context = page_context(choice_of(reader, form))
    context |= {"form": form, "audience": reader.audience, "has_projects": reader.projects.exists()}
    context["query"] = request.GET.urlencode()
    if may_export(request.user):
        context |= {"may_export": True, "once": people_of_last(exports_of(request.user), form.period)}
    return render(request, "reporting/programme/figures.html", context)


@require_safe
def sums_file(request, kind):
    return _file(request, files.sums_file, kind, "programme")


@require_safe
def projects_file(request, kind):
    return _file(request, files.parts_file, kind, "programme_projects")


def _file(request, make, kind, name):
    reader = reader_of(request.user)
    form = ProgrammeFilter(request.GET, projects=reader.projects)
    content = make(choice_of(reader, form), form.period, kind)
    name = f"{name}_{form.period}_{timezone.localdate():%Y-%m-%d}.{kind}"
    return FileResponse(content, as_attachment=True, filename=name, content_type=CONTENT_TYPES[kind])
