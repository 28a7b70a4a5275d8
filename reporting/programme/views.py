from django.http import FileResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting.programme import files
from reporting.programme.access import reader_of
from reporting.programme.forms import ProgrammeFilter
from reporting.programme.pages import choice_of, page_context


@require_safe
def figures(request):
    reader = reader_of(request.user)
    form = ProgrammeFilter(request.GET, projects=reader.projects)
    context = page_context(choice_of(reader, form))
    context |= {"form": form, "audience": reader.audience, "has_projects": reader.projects.exists()}
    context["query"] = request.GET.urlencode()
    return render(request, "reporting/programme/figures.html", context)


@require_safe
def sums_csv(request):
    return _file(request, files.sums_file, "programme")


@require_safe
def projects_csv(request):
    return _file(request, files.parts_file, "programme_projects")


def _file(request, make, name):
    reader = reader_of(request.user)
    form = ProgrammeFilter(request.GET, projects=reader.projects)
    content = make(choice_of(reader, form), form.period)
    name = f"{name}_{form.period}_{timezone.localdate():%Y-%m-%d}.csv"
    return FileResponse(content, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")
