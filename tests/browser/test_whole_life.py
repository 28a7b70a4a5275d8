"""The whole life of a report, from due to approved, each role at its place: with JavaScript and without."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from playwright.sync_api import expect

from esfportal.jobs import queue
from reporting.reports import jobs
from reporting.reports.life.states import State
from reporting.reports.models import Report
from tests.accounts.test_second_factor import PASSWORD
from tests.browser.conftest import NARROW, follow
from tests.factories import MembershipFactory, ReportDutyFactory
from tests.reporting.reports.job_support import FROM, TO, quick_render, register
from tests.signing_in import signed_in

COMMENT = "Förklara varför målet inte nås."
WRITTEN = "Det gick bra."


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def signatory(cast):
    user = MembershipFactory(project=cast.project, representative=True).user
    user.set_password(PASSWORD)
    user.save()
    return user


def press(page, text, *, role="button", nth=0):
    follow(page.get_by_role(role, name=_(text)).nth(nth))


def make(draft, page, *, reloads):
    """Make the figures; the page shows them by itself, or when it is loaded again."""
    draft.texts.exclude(section__key="summary").delete()
    jobs.make(draft.job.pk)
    if reloads:
        press(page, "Reload the page to see how far it is.", role="link")
    expect(page.get_by_role("heading", name=_("Output indicators"))).to_be_visible()


def write(page, report):
    page.goto(f"{report.get_absolute_url()}write/")
    page.get_by_role("textbox").last.fill(WRITTEN)
    press(page, "Save all the texts")
    expect(page.get_by_text(_("All required sections are written."))).to_be_visible()


def sign(page, user, report):
    """Sign more than ten minutes after signing in: the password is asked for again."""
    name = settings.SESSION_COOKIE_NAME
    (cookie,) = [each for each in page.context.cookies() if each["name"] == name]
    page.context.add_cookies([cookie | {"value": signed_in(user, ago=700).cookies[name].value}])
    page.goto(report.get_absolute_url())
    press(page, "Sign the report", role="link")
    page.get_by_label(_("Password")).fill(PASSWORD)
    press(page, "Confirm")
    press(page, "Sign the report")
    expect(
        page.get_by_text(_("The report is signed. The project's leader can now submit it."))
    ).to_be_visible()


def hand_in(leader, representative, signatory, report):
    leader.goto(report.get_absolute_url())
    expect(leader.get_by_text(_("Saved, and not submitted: its funders do not see it."))).to_be_visible()
    press(leader, "Mark as ready", role="link")
    press(leader, "Mark as ready")
    sign(representative, signatory, report)
    leader.goto(report.get_absolute_url())
    press(leader, "Submit the report", role="link")
    press(leader, "Submit the report")
    expect(leader.get_by_text(_("The report is submitted."))).to_be_visible()


@pytest.mark.parametrize(("language", "has_scripts"), [("sv", True), ("en", False)])
def test_a_report_is_due_written_signed_returned_and_approved(
    cast, signatory, open_as, assert_good_page, language, has_scripts
):
    register(cast.project, women=1, men=0)
    ReportDutyFactory(project=cast.project, kind="progress", starts_on=FROM, ends_on=TO, due_on=TO)
    open_page = partial(open_as, language=language, java_script_enabled=has_scripts)
    leader, representative, funder = map(open_page, (cast.leader, signatory, cast.funder))
    duties = f"/projects/{cast.project.slug}/reports/due/"
    with override(language):
        funder.goto(duties)
        expect(funder.get_by_text(_("overdue"), exact=True)).to_be_visible()
        leader.goto(duties)
        press(leader, "Make the report", role="link")
        press(leader, "Create the report")
        first = Report.objects.get()
        make(first, leader, reloads=not has_scripts)
        write(leader, first)
        hand_in(leader, representative, signatory, first)

        funder.goto(first.get_absolute_url())
        press(funder, "Answer the report", role="link")
        funder.get_by_label(_("Return it for completion")).check()
        due_on = str(timezone.localdate() + timedelta(days=10))
        funder.get_by_label(_("New due day")).fill(due_on)
        funder.get_by_label(re.compile(rf"^{_('Targets')}")).fill(COMMENT)
        press(funder, "Send the answer")
        expect(funder.get_by_text(_("The report is returned for completion."))).to_be_visible()

        leader.goto(first.get_absolute_url())
        expect(leader.get_by_text(COMMENT)).to_be_visible()
        press(leader, "Make the next version")
        second = Report.objects.get(status="draft")
        make(second, leader, reloads=not has_scripts)
        write(leader, second)
        hand_in(leader, representative, signatory, second)

        funder.goto(first.get_absolute_url())
        expect(funder.get_by_text(_("Replaced"), exact=True)).to_be_visible()
        funder.goto(second.get_absolute_url())
        press(funder, "Answer the report", role="link")
        if has_scripts:
            assert_good_page(funder, axe_in=(NARROW,))
        funder.get_by_label(_("Approve the report")).check()
        press(funder, "Send the answer")
        expect(funder.get_by_text(_("The report is approved."))).to_be_visible()
        funder.goto(duties)
        expect(funder.get_by_text(_("overdue"), exact=True)).to_have_count(0)
    assert [report.state for report in Report.objects.order_by("pk")] == [State.RETURNED, State.APPROVED]
