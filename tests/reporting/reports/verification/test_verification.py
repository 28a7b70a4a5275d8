"""Verification of a submitted report by an auditor, under pseudonyms."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLogEntry
from esfportal.jobs import queue
from esfportal.ui.pagination import page_of
from participants.register.models import AuthorisedCaseWorker, OutcomeEvent
from projects.team.models import Membership
from reporting.reports import actions, jobs
from reporting.reports.verification.pseudonyms import pseudonym
from tests.factories import (
    MembershipFactory,
    OutcomeEventFactory,
    ParticipationFactory,
    PersonFactory,
    SpellFactory,
)
from tests.reporting.reports.job_support import made, quick_render, register, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def elsa(cast):
    register(cast.project, women=2, men=1)
    elsa = ParticipationFactory(
        project=cast.project,
        person__number="19940112-2396",
        given_name="Elsabet",
        family_name="Märkström",
        spell=None,
    )
    SpellFactory(participation=elsa, left=True, intervention=cast.intervention, case_worker=cast.case_worker)
    OutcomeEventFactory(
        participation=elsa,
        evidence="Elsabet Märkström 940112-2396, anställd på Volvo",
        recorded_by=cast.case_worker,
    )
    return elsa


@pytest.fixture
def hidden(cast):
    hidden = ParticipationFactory(
        project=cast.project, person=PersonFactory(protected=True), family_name="Gömdström", spell=None
    )
    SpellFactory(
        participation=hidden, left=True, intervention=cast.intervention, case_worker=cast.case_worker
    )
    OutcomeEventFactory(participation=hidden, evidence="Butiken i Målilla", recorded_by=cast.case_worker)
    return hidden


@pytest.fixture
def report(cast, elsa, hidden):
    return submitted(cast.project, by=cast.leader)


@pytest.fixture
def audit(cast, sign_in):
    cast.auditor = MembershipFactory(project=cast.project, auditor=True, reason="Stickprov 7").user
    return sign_in(cast.auditor)


def listed(report, **query):
    address = reverse("reports:evidence", args=[report.project.slug, report.public_id])
    return address + "?" + "&".join(f"{name}={value}" for name, value in query.items())


def about(report, participation, **query):
    address = reverse(
        "reports:evidence_person",
        args=[report.project.slug, report.public_id, pseudonym(report, participation.pk)],
    )
    return address + "?" + "&".join(f"{name}={value}" for name, value in query.items())


def names_nobody(text, *people):
    for person in people:
        for mark in (person.given_name, person.family_name, str(person.public_id), "940112", "1994-01"):
            assert mark not in text, mark


def test_the_list_has_every_counted_person_by_pseudonym(cast, report, audit, elsa, hidden):
    text = audit.get(report.get_absolute_url()).text
    assert reverse("reports:evidence", args=[cast.project.slug, report.public_id]) in text
    page = audit.get(listed(report))
    assert {row.participation for row in page.context["rows"]} == set(report.counted_participations)
    assert len(report.counted_participations) == 5
    names_nobody(page.text, *cast.project.participations.all())
    assert pseudonym(report, elsa.pk) in page.text
    assert "/participants/" not in page.text


def test_the_form_says_which_figure_is_shown_at_first(report, audit):
    # A browser preselects the first choice, so it must be the figure that the page shows.
    page = audit.get(listed(report))
    assert page.context["form"].fields["figure"].choices[0][0] == page.context["form"].code


def test_the_people_of_a_figure_are_listed(cast, report, audit, elsa):
    page = audit.get(listed(report, figure="work"))
    assert page.context["figure"].reported == len(page.context["rows"]) == 4
    assert "registret har ändrats" not in page.text.lower()
    nobody = audit.get(listed(report, figure="work", span="period"))
    assert nobody.status_code == 200
    assert audit.get(listed(report, figure="no-such-code")).status_code == 200


def test_the_person_page_shows_days_results_and_authors(cast, report, audit, elsa):
    situation = {"work_at_entry": "none", "work_at_exit": "subsidised", "incomes_at_exit": ["wage"]}
    elsa.spells.update(**situation, income_extents_at_exit=[None])
    page = audit.get(about(report, elsa, figure="work"))
    for words in ("2018-03-01", "2018-09-01", "2018-09-10", "Oskarshamn", "Kalejdo", "anställd på Volvo"):
        assert words in page.text
    assert "Inget arbete." in page.text
    assert "Arbete med stöd." in page.text
    assert "Försörjning" not in page.text
    assert cast.case_worker.full_name in page.text
    assert page.context["row"].age == 24
    assert page.context["explanation"].counted
    names_nobody(page.text, elsa)
    assert "/participants/" not in page.text


def test_a_protected_identity_shows_no_place_and_no_evidence(cast, report, audit, hidden):
    for page in (audit.get(listed(report)), audit.get(about(report, hidden))):
        assert "skyddad" in page.text
        names_nobody(page.text, hidden)
    hidden.spells.update(work_at_exit="subsidised")
    for words in ("Målilla", "Oskarshamn", "Kalejdo", cast.case_worker.full_name, "Arbete med stöd"):
        assert words not in audit.get(about(report, hidden)).text
    row = next(row for row in audit.get(listed(report)).context["rows"] if row.participation == hidden.pk)
    assert row.municipality == ""


def test_a_protected_person_is_locked_for_a_leader_without_authorisation(cast, sign_in, report, hidden):
    leader = sign_in(cast.leader)
    assert leader.get(about(report, hidden)).status_code == 403
    for figure in (
        "participants",
        "leavers",
        "work",
        "CO01",
    ):  # which of them counts a pseudonym is a fact, too
        page = leader.get(listed(report, figure=figure))
        assert hidden.pk not in {row.participation for row in page.context["rows"]}
        assert "räknas, och listas bara för revisorer" in page.text
        assert hidden.pk not in AccessLogEntry.objects.latest("pk").subjects


def test_an_audit_of_another_project_opens_nothing_here(cast, sign_in, report, hidden, elsa):
    MembershipFactory(user=cast.leader, project=cast.other_project, auditor=True, reason="Stickprov 8")
    leader = sign_in(cast.leader)
    assert leader.get(about(report, hidden)).status_code == 403
    assert not any(row.is_protected for row in leader.get(listed(report)).context["rows"])
    leader.get(about(report, elsa))
    assert [entry.purpose for entry in AccessLogEntry.objects.all()] == ["reporting", "reporting"]


def test_the_list_hides_changes_of_a_locked_person(cast, sign_in, report, audit, hidden):
    OutcomeEvent.objects.create(
        participation=hidden,
        happened_on=hidden.outcomes.get().happened_on,
        kind=OutcomeEvent.Kind.EMPLOYMENT,
        supersedes=hidden.outcomes.get(),
        is_withdrawal=True,
        correction_reason="Fel person.",
    )
    for client, times in ((audit, 2), (sign_in(cast.leader), 1)):  # once as a choice of the filter
        assert client.get(listed(report, figure="work")).text.count("räknas inte längre") == times


def test_an_authorised_leader_views_the_person_under_the_stated_reason(cast, sign_in, report, hidden):
    AuthorisedCaseWorker.objects.create(participation=hidden, user=cast.leader, authorised_by=cast.leader)
    leader = sign_in(cast.leader)
    assert leader.get(about(report, hidden)).status_code == 403
    leader.post(f"{hidden.get_absolute_url()}open/", {"why": "other", "note": "Fråga från revisorn."})
    assert leader.get(about(report, hidden)).status_code == 200
    assert AccessLogEntry.objects.first().purpose == "något annat: Fråga från revisorn."


def test_corrections_show_with_the_corrected_outcome(cast, report, audit, elsa):
    first = elsa.outcomes.get()
    OutcomeEvent.objects.create(
        participation=elsa,
        happened_on=first.happened_on,
        kind=OutcomeEvent.Kind.EDUCATION,
        supersedes=first,
        correction_reason="Elsabet läser i stället",
        recorded_by=cast.colleague,
    )
    page = audit.get(about(report, elsa, figure="work"))
    assert "rättat senare" in page.text
    assert "efter rapporten" in page.text
    assert "läser i stället" in page.text
    assert cast.colleague.full_name in page.text
    names_nobody(page.text, elsa)
    assert not page.context["explanation"].counted


@pytest.mark.django_db(transaction=True)  # row history stores when a transaction began
def test_what_changed_since_is_marked_and_the_report_is_not(cast, report, audit, elsa):
    assert not any(row.has_changed for row in audit.get(listed(report)).context["rows"])
    spell = elsa.spells.get()
    spell.exit_date = date(2018, 9, 2)
    spell.save()
    ParticipationFactory(project=cast.project)  # registered later: not in the list
    page = audit.get(listed(report))
    assert [row.participation for row in page.context["rows"] if row.has_changed] == [elsa.pk]
    assert len(page.context["rows"]) == 5
    OutcomeEvent.objects.create(
        participation=elsa,
        happened_on=date(2018, 9, 10),
        kind=OutcomeEvent.Kind.EMPLOYMENT,
        supersedes=elsa.outcomes.get(),
        is_withdrawal=True,
        correction_reason="Fel person",
    )
    page = audit.get(listed(report, figure="work"))
    assert page.context["figure"].reported == 4
    assert len(page.context["rows"]) == 4  # the list as it was submitted
    assert {row.participation for row in page.context["rows"]} - page.context["figure"].meets_now == {elsa.pk}
    assert [row.participation for row in page.context["rows"] if row.since == "gone"] == [elsa.pk]
    assert page.text.count("räknas inte längre") == 2, "in the filter and in her row"
    assert "Registret har ändrats" in page.text


def test_the_people_of_each_figure_are_frozen_with_it(report):
    # The lists agree with the counts for every indicator and span.
    document = report.document
    lines = [*document.outputs, *document.results, *document.measures]
    kept = [line for line in lines if line.code in report.counted_by_figure]
    assert len(kept) > 20
    for line in kept:
        for span in ("cumulative", "period"):
            assert len(report.counted_by_figure[line.code][span]) == getattr(line, span).total, (
                line.code,
                span,
            )


def test_an_older_report_is_read_in_the_register(cast, audit, elsa):
    draft = made(cast.project)
    type(draft).objects.filter(pk=draft.pk).update(counted_by_figure=None)
    report = actions.submit_report(report=draft, by=cast.leader)
    page = audit.get(listed(report, figure="work"))
    assert page.context["figure"].reported == len(page.context["rows"]) == 3


def test_every_view_is_logged_with_the_auditors_reason(cast, report, audit, elsa):
    audit.get(listed(report))
    audit.get(about(report, elsa))
    lists, opened = AccessLogEntry.objects.order_by("pk")
    assert (lists.kind, lists.subjects, lists.purpose) == (
        "listed",
        sorted(report.counted_participations),
        "Stickprov 7",
    )
    assert (opened.kind, opened.subjects, opened.purpose) == ("opened", [elsa.pk], "Stickprov 7")
    assert {lists.actor, opened.actor} == {cast.auditor}
    assert {lists.role, opened.role} == {"auditor"}


def test_a_page_of_a_long_list_is_logged_with_the_total(report, audit, monkeypatch):
    monkeypatch.setattr("reporting.reports.verification.views.page_of", partial(page_of, size=2))
    page = audit.get(listed(report, page=2))
    entry = AccessLogEntry.objects.get()
    assert entry.subjects == sorted(row.participation for row in page.context["rows"])
    assert (len(entry.subjects), entry.count) == (2, len(report.counted_participations))


def test_the_order_of_the_list_discloses_nothing(cast, report, audit):
    # Sorted by pseudonym: neither by registration nor by name.
    register(cast.project, women=12, men=12)
    many = submitted(cast.project, by=cast.leader, ends_on=date(2019, 12, 31))
    rows = audit.get(listed(many)).context["rows"]
    assert [row.code for row in rows] == sorted(row.code for row in rows)
    assert [row.participation for row in rows] != sorted(many.counted_participations)


def test_a_pseudonym_of_another_report_is_not_found(cast, report, audit, elsa):
    other = submitted(cast.project, by=cast.leader, ends_on=date(2019, 12, 31))
    swapped = about(other, elsa).replace(str(other.public_id), str(report.public_id))
    assert audit.get(swapped).status_code == 404
    assert audit.get(about(other, elsa)).status_code == 200
    late = ParticipationFactory(project=cast.project)
    assert audit.get(about(report, late)).status_code == 404


def test_a_draft_has_no_evidence(cast, elsa, sign_in):
    draft = made(cast.project)
    assert sign_in(cast.leader).get(listed(draft)).status_code == 404


def test_an_auditor_sees_nothing_after_the_end_date(cast, report, audit, elsa):
    assert audit.get(listed(report)).status_code == 200
    Membership.objects.filter(user=cast.auditor).update(ends_on=timezone.localdate() - timedelta(days=1))
    for address in (listed(report), about(report, elsa), report.get_absolute_url()):
        assert audit.get(address).status_code == 404


def test_the_leader_sees_the_same_with_links_to_the_people(cast, report, sign_in, elsa, hidden):
    page = sign_in(cast.leader).get(listed(report))
    assert elsa.get_absolute_url() in page.text
    assert hidden.get_absolute_url() not in page.text
    assert elsa.family_name not in page.text


def test_the_list_has_constant_queries(cast, audit, elsa):
    def queries(report):
        with CaptureQueriesContext(connection) as captured:
            assert audit.get(listed(report)).status_code == 200
        return len(captured)

    few = queries(submitted(cast.project, by=cast.leader))
    register(cast.project, women=6, men=4)
    assert queries(submitted(cast.project, by=cast.leader)) == few
