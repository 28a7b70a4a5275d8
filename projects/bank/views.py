from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.database_access import public_access
from esfportal.languages import active_language, other_language, path_in_language
from esfportal.ui.pagination import page_of
from projects import overview
from projects.access import get_public_project
from projects.bank import querysets
from projects.bank.forms import BankFilter
from projects.bank.public_pages import absolute, alternates, public_page, public_path, searches
from projects.bank.sitemaps import addresses_of_pages
from projects.kept_items import keep_items
from projects.page_context import PUBLIC
from projects.views.pages import start


@login_not_required
@require_safe
def home(request):
    """Show visitors the bank in their language; lead users to their work."""
    if request.user.is_authenticated:
        return start(request)
    # Never kept by a shared cache: it depends on the cookies.
    request.other_language = path_in_language(reverse("bank:list"), other_language(active_language()))
    with public_access():
        return _project_list(request)


@require_safe
@public_page
def project_list(request):
    return _project_list(request)


def _project_list(request):
    form = BankFilter(
        request.GET,
        areas=querysets.programme_areas(),
        municipalities=querysets.municipalities_with_projects(),
    )
    if form.is_search and not searches.take():
        busy = render(request, "projects/bank/busy.html", status=429)
        busy["Retry-After"] = str(searches.seconds)
        return busy
    page = page_of(request, form.filter(querysets.projects()))
    context = {"page": page, "form": form, "sort": form.order, "feed": absolute(public_path("feed"))}
    if not form.is_search:  # searches are not for search engines
        number = f"?page={page.number}" if page.number > 1 else ""
        context |= alternates(reverse("bank:list") + number)
    return render(request, "projects/bank/list.html", context)


@require_safe
@public_page
def project(request, slug):
    shown = get_public_project(slug)
    keep_items(shown, "partners", "targets")
    context = {
        "shown": shown,  # not "project": the base template would show the project's menu
        **overview.public_context(shown),
        **PUBLIC.context(request, shown),
        **alternates(reverse("bank:project", args=[slug])),
        "summary": overview.summary_text(shown),
        "owner": overview.owner(shown),
        "today": timezone.localdate(),  # on paper
    }
    return render(request, "projects/bank/project.html", context)


@require_safe
@public_page
def sitemap(request):
    context = {"urlset": addresses_of_pages()}
    return render(request, "sitemap.xml", context, content_type="application/xml")


@require_safe
@public_page
def robots(request):
    return render(
        request,
        "projects/bank/robots.txt",
        {"sitemap": absolute(reverse("sitemap"))},
        content_type="text/plain; charset=utf-8",
    )
