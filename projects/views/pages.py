from django.db.models import Sum
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.access import may
from accounts.permissions import Permission
from esfportal.database.swedish_order import sort_key
from esfportal.ui.pagination import page_of
from projects import overview
from projects.access import get_intervention, get_project, visible_projects
from projects.forms import BookingsFilter, ChangesFilter, ProjectFilter
from projects.kept_items import RELATED, keep_items
from projects.left_to_do import left_to_do
from projects.page_context import DUE, FIGURES, INTERVENTION, OFFICERS, OVERVIEW, START_PAGES, TASKS


@require_safe
def start(request):
    """Redirect to the start page of the user's work, to the only project, or to the list."""
    for start_page in START_PAGES:
        if address := start_page(request.user):
            return redirect(address)
    only = visible_projects(request.user)[:2]
    return redirect(only[0] if len(only) == 1 else "projects:list")


@require_safe
def project_list(request):
    visible = visible_projects(request.user)
    form = ProjectFilter(request.GET)
    page = page_of(request, form.filter(visible.with_owner()))
    context = {"page": page, "form": form, "sort": form.order, "has_projects": visible.exists()}
    return render(request, "projects/list.html", context | DUE.context(request))


@require_safe
def detail(request, slug):
    project = get_project(request.user, slug)
    keep_items(project, *RELATED)
    context = {
        "section": "overview",
        "facts": overview.summary_facts(project),
        "interventions": sorted(project.interventions.all(), key=lambda row: sort_key(row.name)),
        "targets": overview.targets(project),
        "left": left_to_do(request, project),
    }
    for providers in (FIGURES, OVERVIEW, TASKS, DUE, OFFICERS):
        context |= providers.context(request, project)
    return _page(request, "projects/detail.html", project, context)


@require_safe
def about(request, slug):
    project = get_project(request.user, slug)
    keep_items(project, "partners")
    context = {
        "section": "overview",
        "facts": overview.all_facts(project),
        "entity_facts": overview.entity_facts(project),
        "texts": overview.texts(project),
        "phases": project.phases.all(),
        "events": project.events.all(),
    }
    return _page(request, "projects/about.html", project, context)


@require_safe
def targets(request, slug):
    project = get_project(request.user, slug)
    keep_items(project, "targets")
    context = {
        "section": "targets",
        "targets": overview.targets(project),
        "target_groups": project.target_groups.all(),
    }
    context |= FIGURES.context(request, project)
    return _page(request, "projects/targets.html", project, context)


@require_safe
def interventions(request, slug):
    project = get_project(request.user, slug)
    context = {"section": "interventions", "interventions": overview.interventions(project)}
    context |= FIGURES.context(request, project)
    return _page(request, "projects/interventions.html", project, context)


@require_safe
def intervention(request, slug, code):
    project = get_project(request.user, slug)
    keep_items(project, "targets")
    row = get_intervention(request.user, project, code, overview.interventions(project))
    context = {
        "section": "interventions",
        "intervention": row,
        "targets": [target for target in overview.targets(project) if target.intervention_id == row.pk],
    }
    row.project = project
    context |= FIGURES.context(request, project) | INTERVENTION.context(request, row)
    return _page(request, "projects/intervention.html", project, context)


@require_safe
def partners(request, slug):
    project = get_project(request.user, slug)
    context = {
        "section": "partners",
        "roles": overview.partners_by_role(project),
        "municipalities": overview.municipalities(project),
        "sub_projects": overview.sub_projects(project),
    }
    return _page(request, "projects/partners.html", project, context)


@require_safe
def money(request, slug):
    project = get_project(request.user, slug, Permission.MONEY_VIEW)
    financing = overview.financing_context(project)
    form = BookingsFilter(request.GET, lines=financing["financing"])
    bookings = form.filter(overview.bookings(project))
    page = page_of(request, bookings)
    context = {
        "section": "money",
        **financing,
        "budget_total": overview.budget_total(project),
        "esf_part": overview.esf_part(project),
        "budget_lines": project.budget_lines.all(),
        "form": form,
        "chosen_sum": bookings.aggregate(total=Sum("amount"))["total"],
        "page": page,
        "has_vouchers": any(entry.voucher for entry in page),
    }
    return _page(request, "projects/money.html", project, context)


@require_safe
def changes(request, slug):
    project = get_project(request.user, slug, Permission.HISTORY_VIEW)
    form = ChangesFilter(request.GET)
    found, is_truncated = form.changes(project)  # is_truncated: older changes exist
    context = {"section": "overview", "form": form, "changes": found, "is_truncated": is_truncated}
    return _page(request, "projects/changes.html", project, context)


def _page(request, template, project, context):
    may_edit = may(request.user, Permission.PROJECT_EDIT, project)
    return render(request, template, {"project": project, "may_edit": may_edit, **context})
