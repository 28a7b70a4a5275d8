"""Changes of a report since the last submitted one of its kind, with their causes."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import AccessLogEntry
from esfportal.jobs import queue
from esfportal.ui import formats
from participants.register.actions.outcomes import correct_outcome
from participants.register.actions.protection import change_protection
from participants.register.actions.voiding import void_participation
from participants.register.models import Merge, Participation, Spell
from reporting.disclosure.redaction import redact
from reporting.indicators import figures
from reporting.indicators.changes.causes import LATER_CAUSES, Cause, RegisteredCause
from reporting.indicators.changes.frozen import changes_in
from reporting.indicators.document import from_json
from reporting.indicators.enums import PartKind
from reporting.indicators.names import Name
from reporting.reports import actions, files, jobs
from reporting.reports.files import pdf_sections
from reporting.reports.models import Report, ReportJob, ReportPeople
from reporting.reports.pages import tables
from reporting.reports.since_last import making, pdf_changes
from reporting.reports.since_last.changed_columns import change_sheets
from reporting.reports.verification.counted_by_figure import counted_by_figure
from reporting.reports.verification.pseudonyms import pseudonym
from tests.factories import (
    OSKARSHAMN,
    VASTERVIK,
    MembershipFactory,
    OutcomeEventFactory,
    ParticipationFactory,
    SpellFactory,
)
from tests.reporting.disclosure.rules import PUBLIC
from tests.reporting.reports.job_support import made, quick_render

pytestmark = pytest.mark.django_db
FIRST_DAY, EARLIER, LATER = date(2018, 1, 1), date(2018, 12, 31), date(2019, 3, 31)
LEFT_ON = date(2018, 9, 1)


def person(project, sex="woman", *, left=True, work=False, entry=date(2018, 3, 1), **fields):
    participation = ParticipationFactory(project=project, person__sex=sex, spell=None, **fields)
    SpellFactory(participation=participation, entry_date=entry, left=left)
    if work:
        OutcomeEventFactory(participation=participation, happened_on=date(2018, 9, 10))
    return participation


def stored(project, ends_on, *, starts_on=FIRST_DAY, **fields):
    """Return a report with what its job stores, without the search for what to suppress."""
    report = Report(project=project, starts_on=starts_on, ends_on=ends_on, **fields)
    computed = figures.compute(project, starts_on=starts_on, ends_on=ends_on)
    computed = replace(computed, counted_by_figure=counted_by_figure(report))
    computed = making.with_changes(report, computed, timezone.now())
    report.figures, report.counted_by_figure = computed.document.to_json(), computed.counted_by_figure
    report.counted_participations, report.computed_at = computed.counted, timezone.now()
    report.save()
    ReportJob.objects.create(report=report, state="done")
    ReportPeople.objects.create(report=report, **computed.people)
    return report


def submit(report):
    Report.objects.filter(pk=report.pk).update(status="submitted", submitted_at=timezone.now())


def earlier_report(project, **fields):
    """A submitted report that was made an hour ago: the history has the start of the test's transaction."""
    report = stored(project, EARLIER, **fields)
    an_hour_ago = timezone.now() - timedelta(hours=1)
    ReportPeople.objects.filter(report=report).update(at=an_hour_ago.isoformat())
    for model, moment in ((Participation.with_voided, "created_at"), (Spell.objects, "recorded_at")):
        model.update(**{moment: an_hour_ago - timedelta(hours=1)})
    submit(report)
    return Report.objects.get(pk=report.pk)


def later_report(project, **fields):
    return Report.objects.get(pk=stored(project, LATER, **fields).pk)


class People:
    """One person for each cause."""

    def __init__(self, cast):
        project, self.cast = cast.project, cast
        self.stays = [person(project, work=True) for _ in range(2)]
        self.mistake = person(project, "man", work=True)
        self.works, self.forgotten = person(project, "man", work=True), person(project, "man")
        self.twice = [person(project, work=True), person(project, work=True)]
        self.hidden, self.moves = person(project), person(project)
        self.leaves, self.returns = person(project, left=False), person(project, work=True)

    def change(self):
        by, project = self.cast.leader, self.cast.project
        self.new, self.late = person(project, left=False, entry=date(2019, 2, 1)), person(project, "man")
        void_participation(self.mistake, reason="Fel projekt", by=by)
        values = {"date": date(2018, 9, 10), "kind": "unemployed", "improvement": "", "evidence": ""}
        correct_outcome(self.works.outcomes.get(), values=values, reason="Fel person", by=by)
        OutcomeEventFactory(participation=self.forgotten, happened_on=date(2018, 9, 12))
        self._merge(by)
        change_protection(self.hidden, level="protected_registration", may_lower=False, by=by)
        self.moves.spells.update(municipality_id=VASTERVIK)
        self.leaves.spells.update(exit_date=date(2019, 2, 1), exit_reason="completed")
        SpellFactory(participation=self.returns, entry_date=date(2019, 1, 8))

    def _merge(self, by):
        self.record = person(self.cast.project, work=True)
        keys = [each.pk for each in self.twice]
        Participation.objects.filter(pk__in=keys).update(voided_at=timezone.now(), merged_into=self.record)
        Merge.objects.create(
            merged=self.record,
            first=self.twice[0],
            second=self.twice[1],
            reason="Samma person",
            merged_by=by,
            last_spell=self.record.spells.get().pk,
            protection_before="none",
        )


@pytest.fixture
def people(cast):
    return People(cast)


@pytest.fixture
def reports(cast, people):
    earlier = earlier_report(cast.project)
    people.change()
    return earlier, later_report(cast.project)


def figures_of(report):
    return {
        (each.code, each.span, each.part_kind, each.part): each
        for each in changes_in(report.document).figures
    }


def causes(figure):
    """Return {cause: (women, men)} with who was added and who was removed in one number."""
    return {line.cause: (line.net.women, line.net.men) for line in figure.causes}


def adds_up(figure):
    return all(
        getattr(figure.now, sex) - getattr(figure.before, sex)
        == sum(getattr(line.net, sex) for line in figure.causes)
        for sex in ("women", "men")
    )


def test_every_figure_has_its_causes_and_they_add_up(reports):
    earlier, report = reports
    changed_figures = figures_of(report)
    assert causes(changed_figures["participants", "cumulative", "", ""]) == {
        Cause.MERGED: (-1, 0),
        Cause.VOIDED: (0, -1),
        Cause.ENTRY: (1, 0),
        Cause.LATE_ENTRY: (0, 1),
    }
    assert causes(changed_figures["leavers", "cumulative", "", ""]) == {
        Cause.MERGED: (-1, 0),
        Cause.VOIDED: (0, -1),
        Cause.EXIT: (1, 0),
        Cause.RETURN: (-1, 0),
        Cause.LATE_ENTRY: (0, 1),
    }
    assert causes(changed_figures["work", "cumulative", "", ""]) == {
        Cause.MERGED: (-1, 0),
        Cause.VOIDED: (0, -1),
        Cause.RETURN: (-1, 0),
        Cause.LATE_OUTCOME: (0, 1),
        Cause.CORRECTION: (0, -1),
    }
    assert all(map(adds_up, changed_figures.values()))
    assert Cause.UNEXPLAINED not in {line.cause for each in changed_figures.values() for line in each.causes}
    old = {line.code: line for line in earlier.document.measures}
    for line in report.document.measures:
        changed = changed_figures.get((line.code, "cumulative", "", ""))
        if line.code in earlier.counted_by_figure:
            assert (line.cumulative == old[line.code].cumulative) or changed
            assert changed is None or (changed.before, changed.now) == (
                old[line.code].cumulative,
                line.cumulative,
            )


def test_each_total_that_fell_says_its_main_causes(reports):
    document = reports[1].document
    (rule,) = [rule for rule in document.rules if rule.id == "V-A62"]
    work = figures_of(reports[1])["work", "cumulative", "", ""]
    assert f"I arbete {work.before.total} → {work.now.total}: " in rule.text.sv
    assert "kom tillbaka −1" in rule.text.sv
    assert "came back −1" in rule.text.en
    assert "nya avslut" not in rule.text.sv  # it raised the total
    csv_line = next(line for line in content_of_csv(document) if line["code"] == "V-A62")
    assert "kom tillbaka −1" in csv_line["name"]
    assert "kom tillbaka −1" in str(tables.rule_rows(document))
    with override("sv"):
        assert "kom tillbaka −1" in str(pdf_sections.rules(document, "sv"))
    assert "kom tillbaka" not in str(redact(document, frozenset(), rules=PUBLIC).rules)


def test_people_who_moved_between_parts(people, reports):
    changed_figures = figures_of(reports[1])
    kind = PartKind.MUNICIPALITY
    there = changed_figures["participants", "cumulative", kind, VASTERVIK]
    assert causes(there) == {Cause.CORRECTION: (1, 0)}
    assert there.causes[0].moved_in.women == 1
    left = changed_figures["participants", "cumulative", kind, OSKARSHAMN]
    assert causes(left)[Cause.CORRECTION] == causes(left)[Cause.PROTECTION] == (-1, 0)
    assert causes(changed_figures["participants", "cumulative", kind, ""]) == {Cause.PROTECTION: (1, 0)}
    listed = reports[1].people.changed["participants"]["cumulative"]
    assert [people.moves.pk, "moved", "correction", kind] in listed
    assert [people.mistake.pk, "removed", "voided", ""] in listed


@pytest.fixture
def certificate(people):
    """A cause of a later feature, registered as docs/dev/how-to/cause.md says."""

    def find(_project, keys, _since):
        return {people.moves.pk} & {*keys}

    name = Name("ett intyg drogs tillbaka", "a certificate was withdrawn")
    cause = RegisteredCause("certificate", name, find)
    LATER_CAUSES.add(cause)
    yield
    LATER_CAUSES.remove(cause)


def test_a_cause_of_a_later_feature_is_named(certificate, cast, sign_in, people, reports):
    report, leader = reports[1], sign_in(cast.leader)
    moved = figures_of(report)["participants", "cumulative", PartKind.MUNICIPALITY, VASTERVIK]
    assert causes(moved) == {"certificate": (1, 0)}
    assert "Ett intyg drogs tillbaka" in page_of(leader, report).text
    (listed,) = people_of(leader, report, cause="certificate").context["people"]
    assert listed.name == people.moves.full_name
    assert "ett intyg drogs tillbaka" in {line["cause"] for line in content_of_csv(report.document)}


def test_figures_of_other_periods_are_not_compared(cast, people):
    earlier_report(cast.project)
    report = later_report(cast.project, starts_on=date(2019, 1, 1))
    assert changes_in(report.document).spans == ("cumulative",)


def test_the_first_report_of_a_kind_has_nothing_to_compare_with(cast, people):
    earlier_report(cast.project)
    assert changes_in(later_report(cast.project, kind="final").document) is None
    assert changes_in(later_report(cast.project).document) is not None


def test_a_report_of_an_earlier_version_is_said_to_have_kept_too_little(cast, people):
    report = stored(cast.project, EARLIER)
    report.people.delete()
    submit(report)
    assert changes_in(later_report(cast.project).document).problem == "not_kept"


def test_the_job_stores_what_the_next_report_is_compared_with(cast, monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)
    report = made(cast.project)
    assert report.people.compared_with is None
    people = person(cast.project), person(cast.project, "man")
    actions.recompute_report(report=report, by=cast.leader)
    jobs.make(report.job.pk)
    assert {*ReportPeople.objects.get().members} == {str(each.pk) for each in people}


def test_the_number_of_queries_does_not_depend_on_the_number_of_people(cast, people):
    earlier_report(cast.project)
    people.change()
    report = later_report(cast.project)
    computed = figures.compute(cast.project, starts_on=FIRST_DAY, ends_on=LATER)
    computed = replace(computed, counted_by_figure=counted_by_figure(report))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            making.with_changes(report, computed, timezone.now())
        return len(captured)

    few = queries()
    for _ in range(8):
        person(cast.project, work=True, entry=date(2018, 8, 8))
    computed = figures.compute(cast.project, starts_on=FIRST_DAY, ends_on=LATER)
    computed = replace(computed, counted_by_figure=counted_by_figure(report))
    assert queries() == few <= 20


# The pages


def page_of(client, report, **query):
    return client.get(reverse("reports:since_last", args=[report.project.slug, report.public_id]), query)


def people_of(client, report, **query):
    address = reverse("reports:since_last_people", args=[report.project.slug, report.public_id])
    return client.get(address, query)


def test_the_leader_sees_every_change_and_goes_on_to_the_people(cast, sign_in, people, reports):
    report, leader = reports[1], sign_in(cast.leader)
    address = reverse("reports:since_last", args=[report.project.slug, report.public_id])
    assert address in leader.get(report.get_absolute_url()).text
    page = page_of(leader, report)
    assert formats.period(FIRST_DAY, EARLIER, "sv") in page.context["intro"]
    (first, *_others) = page.context["tables"]
    (works,) = [figure for figure in first.figures if figure.name == "I arbete"]
    (late,) = [row for row in works.rows if row.cause == "resultat som registrerades sent"]
    assert (late.kind, list(late.numbers)) == ("räknas nu", ["0", "+1", "+1"])
    listed = leader.get(late.url)
    assert [each.name for each in listed.context["people"]] == [people.forgotten.full_name]
    assert people.forgotten.get_absolute_url() in listed.text
    assert AccessLogEntry.objects.latest("pk").subjects == [people.forgotten.pk]


def test_people_with_a_protected_identity_are_listed_for_auditors_only(cast, sign_in, people, reports):
    _earlier, report = reports
    submit(report)
    for reader, shown in ((cast.leader, False), (auditor_of(cast), True)):
        page = people_of(sign_in(reader), report, cause="protection")
        keys = {each.person.participation for each in page.context["people"]}
        assert keys == ({people.hidden.pk} if shown else set())
        assert people.hidden.family_name not in page.text


def test_auditors_see_codes_of_the_report_that_counts_the_person(cast, sign_in, people, reports):
    earlier, report = reports
    submit(report)
    auditor = sign_in(auditor_of(cast))
    voided = people_of(auditor, report, cause="voided")
    (row,) = voided.context["people"]
    assert row.person.code == pseudonym(earlier, people.mistake.pk)
    assert auditor.get(row.evidence_url).status_code == 200
    (late,) = people_of(auditor, report, figure="work", cause="late_outcome").context["people"]
    assert late.person.code == pseudonym(report, people.forgotten.pk)
    for page in (voided, people_of(auditor, report)):
        assert not any(each.family_name in page.text for each in Participation.with_voided.all())
        assert "/participants/" not in page.text


def test_funders_and_drafts_of_others_are_refused(cast, sign_in, people, reports):
    report = reports[1]
    assert page_of(sign_in(auditor_of(cast)), report).status_code == 404
    submit(report)
    funder = sign_in(cast.funder)
    assert page_of(funder, report).status_code == people_of(funder, report).status_code == 403
    assert "since-last" not in funder.get(report.get_absolute_url()).text
    case_worker = sign_in(cast.case_worker)
    page = page_of(case_worker, report)
    assert page.status_code == 200
    assert "/since-last/people/" not in page.text
    assert people_of(case_worker, report).status_code == 403


def test_files_have_the_changes_and_the_released_ones_have_none(reports):
    document = reports[1].document
    released = redact(document, frozenset(), rules=PUBLIC)
    lines = content_of_csv(document)
    (entered,) = [line for line in lines if line["code"] == "participants/added/entry"]
    assert (entered["women"], entered["men"], entered["cause"]) == ("1", "0", "nya deltagare")
    (moved,) = [
        line for line in lines if line["code"] == f"participants@{VASTERVIK}/municipality/moved_in/correction"
    ]
    assert (moved["part"], moved["total"], moved["change"]) == ("Västervik", "1", "flyttade hit")
    assert not [line for line in content_of_csv(released) if line["section"] == "change"]
    assert files.render(document, "csv") == files.render(from_json(document.to_json()), "csv")
    assert [str(title) for title, *_rest in change_sheets(document)] == ["Ändringar"]
    with override("sv"):
        (table, *_notes) = pdf_changes.changes(document, "sv")[0]["blocks"]
    rows = {row[0]: row[1:] for row in table["rows"]}
    assert rows["Deltagare"][:2] == ["11", "11"]
    assert "nya deltagare +1" in rows["Deltagare"][2].lower()
    assert pdf_changes.changes(released, "sv") == []


def content_of_csv(document):
    text = files.csv_file.render(document, "sv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def auditor_of(cast):
    return MembershipFactory(project=cast.project, auditor=True, reason="Stickprov 7").user
