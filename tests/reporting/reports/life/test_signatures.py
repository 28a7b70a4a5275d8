"""Ready, signed and back to draft: what is signed is what is submitted."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.database_access import user_scope
from accounts.notifications.emails import send_at_once
from esfportal.jobs import queue
from projects.team.forms.grantable_parts import role_choices
from projects.team.memberships import may_grant
from projects.team.models import Membership
from reporting.reports import actions, jobs
from reporting.reports.life import signatures, signing
from reporting.reports.life.states import InvalidState, State
from reporting.reports.models import Report, ReportFile
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.reporting.reports.job_support import FROM, TO, made, quick_render, register
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

AUTHORITY = "Förvaltningschef, delegationsordning 2025-03, § 12"


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def signatory(cast):
    user = UserFactory(full_name="Berit Behörig", organisation=OrganisationFactory(name="Kommunen"))
    MembershipFactory(user=user, project=cast.project, representative=True)
    return user


@pytest.fixture
def report(cast, signatory):
    register(cast.project)
    return made(cast.project, by=cast.leader)


def address(name, report):
    return reverse(f"reports:{name}", args=[report.project.slug, report.public_id])


def ready(report, cast):
    return signing.mark_ready(report=report, by=cast.leader)


def signed(report, cast, signatory):
    return signing.sign_report(report=ready(report, cast), by=signatory)


def test_what_the_leader_prepares_is_signed_and_submitted(report, cast, signatory, sign_in):
    leader, representative, funder = map(sign_in, (cast.leader, signatory, cast.funder))
    page = leader.get(address("submit", report)).text
    assert "skriver under rapporten först" in page
    assert address("ready", report) in page
    assert address("ready", report) in leader.get(report.get_absolute_url()).text
    assert "väntar på underskrift" in leader.post(address("ready", report), follow=True).text
    assert "Berit Behörig skriver under den" in leader.get(report.get_absolute_url()).text
    assert address("sign", report) in representative.get(report.get_absolute_url()).text
    before = Report.objects.get().digest
    signing_page = representative.get(address("sign", report)).text
    assert before in signing_page
    for fact in ("Berit Behörig", "Kommunen", AUTHORITY):
        assert f"{fact}</" in signing_page
    assert "Rapporten är underskriven." in representative.post(address("sign", report), follow=True).text
    for client in (leader, representative):
        shown = client.get(report.get_absolute_url()).text
        assert AUTHORITY in shown
        assert "Inte inskickad än" in shown
    for name in ("detail", "sign", "ready"):
        assert funder.get(address(name, report)).status_code == 404
    leader.post(address("submit", report))
    report = Report.objects.get()
    assert (report.state, report.digest) == (State.SUBMITTED, before)
    signature = report.document.signature
    assert (signature.name, signature.authority) == ("Berit Behörig", AUTHORITY)
    assert signature.organisation.sv == "Kommunen"
    assert report.document_for("funders").signature == signature
    public = report.document_for("released").signature
    assert (public.name, public.authority, public.organisation.sv) == ("", "", "Kommunen")
    shown = funder.get(report.get_absolute_url()).text
    assert "Berit Behörig" in shown
    assert cast.leader.full_name not in shown
    taken = ["report_ready", "report_signed", "report_submitted"]
    done = AuditEntry.objects.filter(action__in=taken).order_by("pk").values_list("action", "actor")
    assert list(done) == list(zip(taken, [cast.leader.pk, signatory.pk, cast.leader.pk], strict=True))


def test_what_is_missing_stops_a_draft_from_being_ready(report, cast, sign_in):
    Report.objects.update(ends_on=timezone.localdate() + timedelta(days=9))
    client = sign_in(cast.leader)
    for answer in (client.get(address("ready", report)), client.post(address("ready", report), follow=True)):
        assert "Perioden är inte slut än." in answer.text
    assert Report.objects.get().state == State.DRAFT


def test_nothing_is_changed_while_it_is_ready_or_signed(report, cast, signatory, sign_in):
    client = sign_in(cast.leader)
    for step in (ready, lambda report, cast: signing.sign_report(report=report, by=signatory)):
        step(report, cast)
        for name in ("recompute", "delete", "ready"):
            client.post(address(name, report))
        assert "Ta först tillbaka den till utkast" in client.get(address("delete", report)).text
        state = Report.objects.get().state
        assert state in (State.READY, State.SIGNED)
        for action in (actions.recompute_report, actions.delete_report):
            with pytest.raises(InvalidState):
                action(report=report, by=cast.leader)
        with pytest.raises(actions.DraftExists):
            made(cast.project)


@pytest.mark.parametrize("is_signed", [False, True])
@pytest.mark.parametrize("by_leader", [False, True])
def test_it_is_taken_back_with_a_reason(report, cast, signatory, sign_in, is_signed, by_leader):
    signed(report, cast, signatory) if is_signed else ready(report, cast)
    client = sign_in(cast.leader if by_leader else signatory)
    assert address("reopen", report) in client.get(report.get_absolute_url()).text
    state = Report.objects.get().state
    assert "comment" in client.post(address("reopen", report), {"comment": " "}).context["form"].errors
    assert Report.objects.get().state == state
    page = client.post(address("reopen", report), {"comment": "Siffran för mål 2."}, follow=True).text
    assert "Rapporten är ett utkast igen." in page
    assert "Siffran för mål 2." in page
    report = Report.objects.get()
    assert (report.state, signatures.latest_signature(report)) == (State.DRAFT, None)
    assert AuditEntry.objects.get(action="report_reopened").details["was"] == str(state)
    with pytest.raises(InvalidState):
        actions.submit_report(report=report, by=cast.leader)
    again = signed(report, cast, signatory)
    assert actions.submit_report(report=again, by=cast.leader).document.signature.name == "Berit Behörig"


def test_a_signature_is_confirmed_by_signing_in_again(report, cast, signatory):
    ready(report, cast)
    signatory.set_password("tre ord och en fyra")
    signatory.save()
    answer = signed_in(signatory, ago=700).post(address("sign", report))
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert Report.objects.get().state == State.READY


def test_only_a_representative_of_today_signs(report, cast, signatory, sign_in):
    ready(report, cast)
    for user in (cast.leader, cast.funder, cast.case_worker, cast.stranger):
        assert sign_in(user).post(address("sign", report)).status_code in (403, 404)
    Membership.objects.filter(user=signatory).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert sign_in(signatory).post(address("sign", report)).status_code == 404
    with pytest.raises(InvalidState):
        signing.sign_report(report=report, by=signatory)
    # The project has none now: it goes on without.
    page = sign_in(cast.leader).get(report.get_absolute_url()).text
    assert "Ingen får skriva under den nu" in page
    signing.reopen_report(report=report, comment="Ny företrädare.", by=cast.leader)
    assert actions.submit_report(report=report, by=cast.leader).document.signature is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_report SET figures = '{}'",
        "UPDATE reports_report SET digest = 'x'",
        "UPDATE reports_report SET ends_on = ends_on - 1",
        "UPDATE reports_report SET status = 'submitted', submitted_at = now(), figures = '{}'",
        "UPDATE reports_report SET status = 'ready'",
        "UPDATE reports_reportrelease SET figures = '{}'",
        "UPDATE reports_reportfile SET sha256 = 'x'",
        "DELETE FROM reports_reportrelease",
        "DELETE FROM reports_report",
    ],
)
def test_the_database_keeps_what_is_signed(report, cast, signatory, statement):
    signed(report, cast, signatory)
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(statement)


def test_no_draft_is_signed_past_its_steps(report):
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Report.objects.update(status="signed")


def test_the_database_lets_the_representative_alone_sign(report, cast, signatory):
    ready(report, cast)
    with pytest.raises(DatabaseError, match="row-level security"), user_scope(cast.leader):
        Report.objects.update(status="signed")
    for user in (cast.funder, cast.case_worker, cast.stranger):
        with user_scope(user):
            assert not Report.objects.exists()
    with user_scope(signatory):
        assert ReportFile.objects.filter(audience="full").exists()
        assert not Report.objects.get().texts.exists()
        assert signing.sign_report(report=report, by=signatory).state == State.SIGNED


def test_what_is_submitted_is_what_was_signed(report, cast, signatory, monkeypatch):
    report = signed(report, cast, signatory)
    monkeypatch.setattr(signatures, "signed_content", lambda _report: {"figures": "other"})
    with pytest.raises(InvalidState, match="inte den som skrevs under"):
        actions.submit_report(report=report, by=cast.leader)


def test_each_hears_who_is_next(report, cast, signatory):
    def sent():
        send_at_once()
        found = [(message.to, message.subject, message.body) for message in mail.outbox]
        mail.outbox.clear()
        return found

    ready(report, cast)
    ((to, subject, body),) = sent()
    assert (to, subject) == (
        [signatory.email],
        "esfportal: Att skriva under: Lägesrapport för Samverkansprojektet",
    )
    assert cast.leader.full_name not in body
    assert sent() == []
    signing.sign_report(report=report, by=signatory)
    ((to, _subject, body),) = sent()
    assert to == [cast.leader.email]
    assert "underskriven" in body
    assert "Berit" not in body
    signing.reopen_report(report=report, comment="Hemlig orsak", by=signatory)
    ((to, _subject, body),) = sent()
    assert to == [cast.leader.email]
    assert "Hemlig" not in body
    ready(report, cast)
    signing.reopen_report(report=report, comment="Ändrat.", by=cast.leader)
    assert sent() == []  # the leader knows, and the request to sign is no news any more


def test_the_role_has_an_authority_and_is_given_by_administrators(cast, signatory):
    held = Membership.objects.get(user=signatory)
    assert held.reason == AUTHORITY
    assert (may_grant(cast.leader, held), may_grant(cast.administrator, held)) == (False, True)
    assert "representative" not in dict(role_choices())
    held.reason = ""
    with pytest.raises(ValidationError, match="titel"):
        held.full_clean()


def test_what_is_written_last_is_in_what_is_signed(cast, signatory):
    register(cast.project)
    report = actions.create_report(project=cast.project, starts_on=FROM, ends_on=TO, by=cast.leader)
    jobs.make(report.job.pk)
    report.texts.filter(section__is_required=True).update(text="Skriven sist.")
    report.texts.filter(section__answer="yes_no").update(yes_no="no")
    before = Report.objects.get().digest
    report = signed(report, cast, signatory)
    assert report.document.texts[0].text == "Skriven sist."
    assert signatures.latest_signature(report).signature["content"] == {"figures": report.digest}
    assert report.digest != before
    assert {file.path.split("/")[1][:5] for file in report.files.all()} == {"ready"}
