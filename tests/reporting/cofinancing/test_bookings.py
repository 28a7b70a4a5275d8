"""Certified hours from the proposal to the booking, its audit and its undoing."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessLogEntry
from accounts.permissions import Role
from participants.certificates.models import Certificate
from participants.certificates.states import State
from participants.register.actions import ActionRefused
from participants.register.models import Person
from projects.models import FinancingEntry
from reporting.cofinancing import actions
from reporting.cofinancing.actions import book_month
from reporting.cofinancing.models import Booking, Line
from tests.at_once import Meeting
from tests.factories import MembershipFactory, ParticipationFactory
from tests.participants.attendance.examples import activity_of
from tests.participants.benefits.examples import benefit_of
from tests.participants.certificates.examples import certificate_of
from tests.participants.evidence.samples import with_file
from tests.participants.imports.test_races import run_together
from tests.queries import own_queries
from tests.reporting.cofinancing.examples import in_kind_of, locked_certificate_of, rate_of
from tests.reporting.reports.attachment_files import PDF

MONTH = date(2018, 8, 1)


def url(cast, name, *args):
    return reverse(f"cofinancing:{name}", args=[cast.project.slug, *args])


def person_of(cast, **values):
    return ParticipationFactory(project=cast.project, spell__entry_date=date(2018, 1, 8), **values)


def post(client, page, **values):
    form = client.get(page).context["form"]
    version = form.version_html().split('name="version" value="')[1].split('"')[0]
    return client.post(page, values | {"version": version})


@pytest.mark.django_db
def test_hours_are_booked_audited_corrected_and_undone(cast, sign_in):
    source = in_kind_of(cast.project)
    with_benefit, without, of_other_kind = (person_of(cast) for _person in range(3))
    hidden = person_of(cast, created_by=cast.case_worker, person__protected=True)
    for person in (with_benefit, hidden):
        benefit_of(person)
    benefit_of(of_other_kind, kind="income_support")
    certificates = {
        person: locked_certificate_of(person, MONTH, by=cast.leader, activity=other)
        for person, other in (
            (person, activity_of(cast.project, f"Kurs {number}"))
            for number, person in enumerate([with_benefit, without, of_other_kind, hidden])
        )
    }
    certificate_of(person_of(cast), by=cast.leader, month=MONTH)  # not locked
    client, page = sign_in(cast.leader), url(cast, "book", 2018, 8)
    shown = client.get(page)
    assert shown.context["proposal"].bookable == []  # no rate is loaded
    assert len(shown.context["rows"]) == 3
    assert hidden.pk not in AccessLogEntry.objects.latest("pk").subjects
    rate_of(cast.project)
    rows = client.get(page).context["rows"]
    assert [(row.hours, row.amount) for row in rows if row.amount] == [(2, Decimal(69))]
    assert sorted(row.problem for row in rows if row.problem) == [
        "ingen ersättning dessa dagar",
        "ingen sats är inläst",
    ]
    assert post(client, page, line=source.pk, booked_on="2018-08-31").url == url(cast, "list")
    booking = Booking.objects.get()
    entry = FinancingEntry.objects.get()
    assert (booking.entry, entry.amount, entry.hours, entry.note) == (entry, 69, 2, "2018-08")
    assert (entry.line, entry.booked_by) == (source, cast.leader)
    with pytest.raises(ActionRefused):
        book_month(cast.project, MONTH, line=source, call="", booked_on=MONTH, by=cast.leader)
    # Below the action, a trigger refuses the second booking.
    second = Booking(
        project=cast.project, month=MONTH, entry=FinancingEntry.objects.create(line=source, amount=1)
    )
    second.save()
    line = booking.lines.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(
            booking=second, certificate=line.certificate, rate=line.rate, hours=2, days=1, amount=69
        )

    auditor = sign_in(MembershipFactory(project=cast.project, role=Role.AUDITOR).user)
    assert [row.line for row in auditor.get(url(cast, "booking", booking.pk)).context["rows"]] == [line]
    behind = auditor.get(url(cast, "line", booking.pk, line.pk))
    assert line.certificate.digest in behind.text
    assert "2:05" in behind.text
    assert with_benefit.family_name not in behind.text
    entry = AccessLogEntry.objects.latest("pk")
    assert (entry.kind, entry.subjects) == ("opened", [with_benefit.pk])
    scan = url(cast, "scan", booking.pk, line.pk)
    assert auditor.get(scan).status_code == 404
    paper = with_file(with_benefit, by=cast.leader, kind="signed_attendance")
    Certificate.objects.filter(pk=line.certificate_id).update(scan=paper)
    assert scan in auditor.get(url(cast, "line", booking.pk, line.pk)).text
    assert b"".join(auditor.get(scan)) == PDF
    entry = AccessLogEntry.objects.latest("pk")
    assert (entry.kind, entry.subjects) == ("downloaded", [with_benefit.pk])
    people = Person.objects.filter(pk=with_benefit.person_id)
    people.update(protection="confidentiality_mark")
    assert scan not in auditor.get(url(cast, "line", booking.pk, line.pk)).text
    assert auditor.get(scan).status_code == 404
    people.update(protection="none")

    certificate = certificates[with_benefit]
    steps = reverse(
        "certificates:step", args=[cast.project.slug, with_benefit.public_id, certificate.pk, "supersede"]
    )
    for address in (certificate.get_absolute_url(), steps):
        shown = client.get(address).text
        assert "bokning den 31 augusti 2018" in shown.replace("\xa0", " ")
        assert booking.get_absolute_url() in shown
    worker = sign_in(cast.case_worker).get(certificate.get_absolute_url()).text
    assert "bokning den" in worker
    assert booking.get_absolute_url() not in worker
    certificate.state = State.SUPERSEDED
    certificate.save()
    assert "ändrad sedan dess" in client.get(url(cast, "booking", booking.pk)).text
    assert [row.changed for row in client.get(url(cast, "list")).context["rows"]][-1] == 1
    # The corrected month is proposed when the booking is undone.
    corrected = certificate_of(with_benefit, by=cast.leader, month=MONTH, version=2)
    for corrected.state in ("sent", "confirmed", "countersigned", "locked"):
        corrected.save()
    assert not client.get(page).context["proposal"].bookable
    undone = post(client, url(cast, "undo", booking.pk), reason="corrected")
    assert undone.url == booking.get_absolute_url()
    assert sum(each.amount for each in source.entries.exclude(amount=1)) == 0
    found = client.get(page).context["proposal"].lines
    assert corrected in [each.certificate for each in found]
    assert "redan ångrad" in client.get(url(cast, "undo", booking.pk)).text


@pytest.mark.django_db
def test_the_pages_cost_the_same_for_many(cast, sign_in):
    client, source = sign_in(cast.leader), in_kind_of(cast.project)
    rate_of(cast.project)

    def book(month, people):
        for number in range(people):
            person = person_of(cast)
            benefit_of(person)
            activity = activity_of(cast.project, f"Kurs {month} {number}")
            locked_certificate_of(person, month, by=cast.leader, activity=activity)
        page, found = url(cast, "book", month.year, month.month), []
        found.append(cost(page))
        given = {"line": source, "call": "", "booked_on": month, "by": cast.leader}
        booking = book_month(cast.project, month, **given)
        return [*found, cost(booking.get_absolute_url()), cost(url(cast, "list"))]

    def cost(page):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(own_queries(captured.captured_queries))

    assert book(MONTH, 1) == book(date(2018, 9, 1), 4)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False])
def test_a_month_is_booked_once_by_two_at_the_same_time(cast, monkeypatch, is_locked):
    person, source = person_of(cast), in_kind_of(cast.project)
    benefit_of(person)
    rate_of(cast.project)
    locked_certificate_of(person, MONTH, by=cast.leader, activity=activity_of(cast.project))
    meeting, proposal_of = Meeting(), actions.proposal_of

    def read_and_meet(*about):
        found = proposal_of(*about)
        meeting.wait()
        return found

    monkeypatch.setattr(actions, "proposal_of", read_and_meet)
    if not is_locked:  # positive control: both propose the month, and the trigger refuses the second
        monkeypatch.setattr(actions, "lock_project", lambda project: project)
    given = {"line": source, "call": "", "booked_on": MONTH, "by": cast.leader}
    results = run_together(*[lambda: book_month(cast.project, MONTH, **given)] * 2)
    refused = [type(each) for each in results if isinstance(each, Exception)]
    assert refused == [ActionRefused if is_locked else IntegrityError], results
    assert (Booking.objects.count(), Line.objects.count(), source.entries.count()) == (1, 1, 1)
    connection.close()
