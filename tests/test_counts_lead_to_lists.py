"""A link that shows a number leads to a list with exactly as many rows, whatever was searched for before."""

import re
from datetime import date
from urllib.parse import urljoin

import pytest
from django.urls import reverse

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from participants.privacy.models import LogReview
from participants.register.models import OutcomeEvent
from tests.addresses import addresses
from tests.factories import OSKARSHAMN, OutcomeEventFactory, ParticipationFactory
from tests.participants.privacy.samples import log_old_access
from tests.sample_objects import rolled_back
from tests.test_row_versions import _open_review, full_project, no_worker  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a\b[^>]*href="([^"]*)"[^>]*\bdata-count="(\d+)"[^>]*>(.*?)</a>', re.DOTALL)
# A count is in the text of the link, or in bold after it.
SHOWN = re.compile(
    r"<a\b(?![^>]*data-count)[^>]*>\s*\d+ [^\W\d][^<]*</a>|<a\b(?![^>]*data-count)[^>]*>[^<]*</a>\s*<b>\d"
)
PAGED = "rows"  # the part of a page that is a paged list
ROLES = ("leader", "case_worker", "funder")


@pytest.fixture
def project(full_project, settings):  # noqa: F811
    """A project in which every kind of work waits, also for people whom not every user may see."""
    project, cast = full_project.project, full_project.cast
    project.ends_on = date(2020, 1, 31)
    project.save()
    own = {"project": project, "spell__municipality_id": OSKARSHAMN}
    ParticipationFactory(**own, incomplete=True, spell__left=True)
    ParticipationFactory(**own, incomplete=True)
    ParticipationFactory(project=project, incomplete=True, spell__left=True)
    OutcomeEventFactory(
        participation=ParticipationFactory(**own, spell__left=True), kind=OutcomeEvent.Kind.EMPLOYMENT
    )
    for person in (
        ParticipationFactory(**own),
        ParticipationFactory(**own, person__protection="confidentiality_mark"),
    ):
        audit(AuditAction.NUMBER_UNREADABLE, person, by=cast.leader, key_version=1)
    # A leader who registers a protected person is not authorised by that: no one is.
    ParticipationFactory(**own, person__protection="protected_registration", created_by=cast.leader)
    log_old_access(full_project.protected, by=cast.case_worker)
    LogReview.objects.create(project=project, month=date(2025, 3, 1), seed=1, population=0, sample=[])
    _open_review(full_project)
    return full_project


def pages_of(project, role):
    """Yield (path, HTML) of each page, for a user who has searched and filtered in another list before."""
    client = project.browser(role)
    client.post(reverse("register:search"), {"scope": project.project.slug, "q": "finns inte"})
    client.post(reverse("register:search"), {"q": "finns inte"})
    client.get(reverse("register:list", args=[project.project.slug]), {"status": "left", "sort": "exit"})
    for address in addresses():
        if not address.is_administration and address.name not in ("account_logout", "gallery"):
            with rolled_back():
                response = client.get(project.path(address))
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                yield project.path(address), response.text


def rows_at(client, url):
    """Return the number of rows of the list, or of the part of the page, to which a link leads."""
    response = client.get(url.replace("&amp;", "&"))
    assert response.status_code == 200, url
    fragment = url.partition("#")[2]
    if fragment and fragment != PAGED:
        part = response.text.partition(f'id="{fragment}"')[2].partition("</section>")[0]
        return part.count("<li>")
    context = response.context
    if "page" in context:
        return context["page"].paginator.count
    if "form" in context and hasattr(context["form"], "questions"):
        return len(context["form"].questions)
    return 1 if isinstance(context.get("review"), LogReview) else None


@pytest.mark.parametrize("role", ROLES)
def test_each_count_is_that_of_its_list(project, role):
    client, found = project.browser(role), {}
    for page, html in pages_of(project, role):
        assert SHOWN.findall(html) == [], f"{page}: a link shows a number and has no data-count."
        for address, count, text in LINK.findall(html):
            url = urljoin(page, address)
            assert rows_at(client, url) == int(count), f"{page}: {' '.join(text.split())}"
            found[url.partition("?")[2].partition("&")[0] or url] = int(count)
    expected = {"funder": set(), "case_worker": {"status=incomplete", "status=no-exit"}}.get(
        role,
        {
            *("status=incomplete", "status=no-exit", "status=no-result", "status=follow-up"),
            *("status=unauthorised", "status=unreadable", "show=protected"),
            reverse("privacy:log", args=[project.project.slug]) + "#to-sign-off",
            reverse("team:team_review", args=[project.project.slug]),
        },
    )
    # Positive control: the work of each kind is there.
    assert expected <= found.keys()
    assert 0 not in found.values()


def test_a_case_worker_has_no_list_of_leaders_work(project):
    page = reverse("register:list", args=[project.project.slug])
    for status in ("unauthorised", "unreadable"):
        everything = project.browser("case_worker").get(page).context["page"].paginator.count
        shown = project.browser("case_worker").get(page, {"status": status})
        assert shown.context["page"].paginator.count == everything  # the filter is unknown
