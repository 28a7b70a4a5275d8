"""Buttons and forms without stored values: what another user has changed since the page was shown is told first."""

import re

import pytest
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from accounts.audit import row_versions
from esfportal.jobs import queue
from participants.imports.models import ImportDraft, MarkingJob
from projects.team.models import Membership, TeamReview
from projects.team.team_review import quarter_of
from reporting.reports import actions, jobs
from reporting.reports.life.signing import mark_ready
from reporting.reports.life.steps import return_report
from reporting.reports.models import ReportJob
from tests.addresses import addresses
from tests.factories import MembershipFactory, UserFactory
from tests.hostile import conftest as hostile
from tests.hostile.forms import parse_forms
from tests.report_buttons import (
    Case,
    delete_draft,
    get_ready,
    make_again,
    new_report,
    submit_report,
    submittable,
    take_back,
)
from tests.reporting.reports.job_support import quick_render
from tests.sample_objects import rolled_back
from tests.signing_in import signed_in
from tests.without_version import REASONS

pytestmark = pytest.mark.django_db
full_project = hostile.full_project  # the fixture, made once for the module


@pytest.fixture
def pages_just_opened():
    """Leave requests as they are: here a POST without a version is tested."""


@pytest.fixture
def files_of_their_own():
    """Leave the folder where the sample files are."""


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


def is_own_account(address):
    return ":" not in address.name  # signing in, the user's own password, factors and sessions


def is_tested(address):
    return not address.is_administration and not is_own_account(address) and address.name not in REASONS


def target_of(form, page):
    try:
        return resolve((form.action or page).split("?")[0]).view_name
    except Resolver404:
        return ""


def pages(full_project):
    """Yield (path, HTML) of the leader's pages, also in states that the sample objects are not in."""
    client = full_project.browser("leader")
    paths = [full_project.path(each) for each in addresses() if not each.is_administration]
    for path in paths:
        yield path, _html(client, path)
    report = full_project.draft.get_absolute_url()
    for state in ("failed", "queued"):
        with rolled_back():
            failure = "storage" if state == "failed" else ""
            ReportJob.objects.filter(report=full_project.draft).update(state=state, failure=failure)
            yield report, _html(client, report)
    with rolled_back():
        MarkingJob.objects.update(state="failed", failure="storage")
        page = url(full_project, "imports:import_marked", full_project.marking_job.pk)
        yield page, _html(client, page)
    with rolled_back():
        page = submittable(full_project).get_absolute_url() + "submit/"
        yield page, _html(client, page)
    with rolled_back():
        yield from _pages_before_submission(full_project, new_report(full_project))
    with rolled_back():
        report = submit_now(submittable(full_project), full_project)
        yield from _pages_of_its_life(full_project, report)
    with rolled_back():
        membership = Membership.objects.get(user=full_project.cast.colleague)
        path = reverse("team:end_membership", args=[full_project.project.slug, membership.pk])
        yield path, _html(client, path)
    with rolled_back():
        _open_review(full_project)
        path = reverse("team:team_review", args=[full_project.project.slug])
        yield path, _html(client, path)


def _pages_before_submission(full_project, report):
    ready, sign, reopen = (f"{report.get_absolute_url()}{name}/" for name in ("ready", "sign", "reopen"))
    yield ready, _html(full_project.browser("leader"), ready)
    mark_ready(report=report, by=full_project.cast.leader)
    yield sign, _html(full_project.browser("representative"), sign)
    yield reopen, _html(full_project.browser("leader"), reopen)


def submit_now(report, full_project):
    return actions.submit_report(report=report, by=full_project.cast.leader)


def _pages_of_its_life(full_project, report):
    answer, withdraw = (f"{report.get_absolute_url()}{name}/" for name in ("answer", "withdraw"))
    yield withdraw, _html(full_project.browser("leader"), withdraw)
    yield answer, _html(full_project.browser("funder"), answer)
    comments = {"whole": "Mer."}
    return_report(report=report, comments=comments, due_on=timezone.localdate(), by=full_project.cast.funder)
    yield report.get_absolute_url(), _html(full_project.browser("leader"), report.get_absolute_url())


def _open_review(full_project):
    quarter = quarter_of(timezone.localdate())
    return TeamReview.objects.get_or_create(project=full_project.project, quarter=quarter)


def _html(client, path):
    with rolled_back():
        response = client.get(path)
    is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    return response.text if is_page else ""


def test_every_form_has_a_version_or_a_reason_and_changes_nothing_without_it(full_project):
    client = full_project.browser("leader")
    sheet = url(full_project, "imports:import_review", full_project.import_draft.pk)
    assert_unchanged(full_project, client, sheet, {"sheet": "B"})
    tested = {address.name for address in addresses() if is_tested(address)}
    seen, sent = set(), set()
    for path, html in pages(full_project):
        for form in [form for form in parse_forms(html) if form.method == "post"]:
            if (target := target_of(form, path)) in tested:
                assert form.values.get("version", [""])[0], f"{path}: the form to {target} has no version."
                seen.add(target)
            action = form.action or path
            if "version" in form.values and action not in sent:
                sent.add(action)
                client = full_project.browser(SENT_BY.get(path.split("/")[-2], "leader"))
                assert_unchanged(full_project, client, action, filled_in(form))
    assert len(sent) > 15
    unseen = {
        address.name
        for address in addresses()
        if address.name in tested - seen and _takes_post(full_project, address)
    }
    # The sample's file has one sheet, so that no other can be chosen, asks about no person and has no mistake.
    of_an_import = {
        f"imports:import_{page}"
        for page in ("review", "people", "correct", "leave_out", "take_in", "headings", "heading_row")
    }
    assert unseen == {*of_an_import, "team:take_responsibility"}


def _takes_post(full_project, address):
    with rolled_back():
        response = full_project.browser("leader").post(full_project.path(address))
    return response.status_code != 405


def test_the_reasons_are_needed():
    names = {address.name for address in addresses()}
    assert names >= REASONS


SENT_BY = {"answer": "funder", "sign": "representative"}


def filled_in(form):
    """Return the form's data without its version, with every choice made and every text filled in."""
    data = {name: value for name, value in form.values.items() if name != "version"}
    data |= {name: values[-1] for name, values in form.choices.items() if name not in data}
    return data | {name: "2026-01-01" for name, value in data.items() if value in ([""], [])}


def assert_unchanged(full_project, client, path, data):
    with rolled_back():
        written = full_project.count_written()
        assert client.post(path, data).status_code in (200, 302), path
        if full_project.count_written() == written:
            return  # as most: no row need be read
    with rolled_back():
        stored = full_project.fingerprint()
        client.post(path, data)
        assert full_project.fingerprint() == stored, path


def url(full_project, name, *args):
    return reverse(name, args=[full_project.project.slug, *args])


def send(client, page, button="", **typed):
    """Open the page and send the form to `button` with the typed values, as a browser does."""
    return client.post(button or page, form_data(client, page, button or page) | typed, follow=True)


def form_data(client, page, button):
    found = [form for form in parse_forms(client.get(page).text) if (form.action or page) == button]
    return {name: value for name, value in found[0].values.items() if name != "csrfmiddlewaretoken"}


def remove_item(full_project):
    change = url(full_project, "projects:change_row", "targets", full_project.target.pk)
    return Case(change + "remove/", change + "remove/", lambda other: send(other, change, value="77"))


def end_role(full_project):
    pk = Membership.objects.get(user=full_project.cast.colleague).pk
    page, change = url(full_project, "team:end_membership", pk), url(full_project, "team:member", pk)
    today = str(timezone.localdate())
    return Case(page, page, lambda other: send(other, change, starts_on="2017-01-01"), {"last_day": today})


def withdraw(full_project):
    page, pk = url(full_project, "team:team"), full_project.invitation.pk
    again = url(full_project, "team:send_invitation", pk)
    return Case(
        page, url(full_project, "team:withdraw_invitation", pk), lambda other: send(other, page, again)
    )


def send_again(full_project):
    page, pk = url(full_project, "team:team"), full_project.invitation.pk
    gone = url(full_project, "team:withdraw_invitation", pk)
    return Case(page, url(full_project, "team:send_invitation", pk), lambda other: send(other, page, gone))


def review(full_project):
    _open_review(full_project)
    members = Membership.objects.filter(project=full_project.project)
    case_worker, colleague = (
        members.get(user=user).pk for user in (full_project.cast.case_worker, full_project.cast.colleague)
    )
    page = url(full_project, "team:team_review")
    return Case(
        page,
        page,
        lambda other: send(other, page, **{f"membership-{case_worker}": "right"}),
        {f"membership-{case_worker}": "ended", f"membership-{colleague}": "right"},
    )


def _correct_start(client, person, spell):
    return send(client, f"{person}spells/{spell.pk}/", entry_date="2018-02-05", reason="Fel dag")


def void(full_project):
    person = full_project.own.get_absolute_url()
    spell = full_project.own.spells.get()
    correct = lambda other: _correct_start(other, person, spell)  # noqa: E731
    return Case(f"{person}void/", f"{person}void/", correct, {"reason": "Fel person"})


def restore(full_project):
    page = url(full_project, "register:voided")
    button = url(full_project, "register:restore", full_project.voided.public_id)
    return Case(page, button, lambda other: send(other, page, button))


def revoke(full_project):
    public_id = full_project.protected.public_id
    page = url(full_project, "register:authorised", public_id)
    button = url(full_project, "register:revoke", public_id, full_project.cast.case_worker.pk)
    return Case(page, button, lambda other: send(other, page, button))


def exit_(full_project):
    person, spell = full_project.own.get_absolute_url(), full_project.own.spells.get()
    correct = lambda other: _correct_start(other, person, spell)  # noqa: E731
    typed = {"exit_date": "2018-09-01", "exit_reason": "completed"}
    return Case(f"{person}exit/", f"{person}exit/", correct, typed)


def reenter(full_project):
    person, spell = full_project.left.get_absolute_url(), full_project.left.spells.get()
    correct = lambda other: send(other, f"{person}spells/{spell.pk}/", exit_reason="moved")  # noqa: E731
    return Case(f"{person}reenter/", f"{person}reenter/", correct, {"entry_date": "2019-01-15"})


def confirm_import(full_project):
    page = url(full_project, "imports:import_review", full_project.import_draft.pk)
    other_sheet = lambda _other: ImportDraft.objects.filter(pk=full_project.import_draft.pk).update(  # noqa: E731
        confirmed=["x"]
    )
    return Case(page, f"{page}confirm/", other_sheet, names_the_other=False)


def discard_import(full_project):
    case = confirm_import(full_project)
    return Case(case.page, f"{case.page}discard/", case.other, names_the_other=False)


def sign_month(full_project):
    page = full_project.review.get_absolute_url()
    note = url(full_project, "privacy:log_note", full_project.review.month, full_project.log_entry.pk)
    return Case(
        page,
        f"{page}sign/",
        lambda other: send(other, note, text="Frågat"),
        {"note": "Inget särskilt"},
    )


CASES = [
    *(remove_item, end_role, withdraw, send_again, review, void, restore, revoke, exit_, reenter),
    *(
        submit_report,
        get_ready,
        take_back,
        delete_draft,
        make_again,
        confirm_import,
        discard_import,
        sign_month,
    ),
]


@pytest.mark.parametrize("of", CASES)
def test_what_another_has_changed_is_told_and_asked_again(full_project, of):
    case = of(full_project)
    user = UserFactory(full_name="Moa Medledare")
    MembershipFactory(user=user, leader=True, project=full_project.project)
    client, other = full_project.browser("leader"), signed_in(user)
    data = form_data(client, case.page, case.button) | case.typed
    case.other(other)
    stored = full_project.fingerprint()

    response = client.post(case.button, data, follow=True)

    assert response.status_code == 200
    assert full_project.fingerprint() == stored
    text = " ".join(re.sub(r"<[^>]+>", " ", response.text).split())
    assert re.search(r"[Ää]ndra(t|des) efter att du öppnade", text), text
    assert ("Moa Medledare" in text) == case.names_the_other


def test_it_is_the_latest_change_if_the_page_took_long(full_project, monkeypatch):
    # A test is one transaction, whose changes have one time: all are from before the page.
    monkeypatch.setattr(row_versions, "CLOCK_TOLERANCE", -60 * row_versions.CLOCK_TOLERANCE)
    test_what_another_has_changed_is_told_and_asked_again(full_project, exit_)


@pytest.mark.parametrize("of", [each for each in CASES if each not in (send_again, review, restore, revoke)])
def test_the_button_works_on_the_page_as_it_is_now(full_project, of):
    case = of(full_project)
    user = UserFactory()
    MembershipFactory(user=user, leader=True, project=full_project.project)
    case.other(signed_in(user))
    client, stored = full_project.browser("leader"), full_project.fingerprint()
    send(client, case.page, case.button, **case.typed)
    assert full_project.fingerprint() != stored


@pytest.mark.parametrize("version", ["x", "=", "at=99999999999999999999,a-1=0", "at=²", "at=-1,"])
def test_a_damaged_version_is_no_error_of_the_server(full_project, version):
    case = remove_item(full_project)
    assert full_project.browser("leader").post(case.button, {"version": version}).status_code == 302
