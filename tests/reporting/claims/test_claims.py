"""A claim from its draft to its payment, what is undone after it, and what is refused."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from participants.certificates.group.pages import month_url
from projects.models import FinancingEntry
from reporting.claims import actions
from reporting.claims.content import digest_of
from reporting.claims.models import Claim, ClaimLine
from reporting.claims.states import TRANSITIONS, State
from reporting.cofinancing.actions import undo_booking
from tests.factories import MembershipFactory, ParticipationFactory
from tests.queries import own_queries
from tests.reporting.cofinancing.examples import BOOKED, booking_of

YEAR = {"starts_on": "2018-01-01", "ends_on": "2018-12-31"}


def url(cast, name, *args):
    return reverse(f"claims:{name}", args=[cast.project.slug, *args])


def post(client, page, **values):
    """Send the form of a page as a browser does; return the answer."""
    html = client.get(page).context["form"].version_html()
    version = html.split('name="version" value="')[1].split('"')[0] if "version" in html else ""
    return client.post(page, values | {"version": version})


def entry_of(line, day, amount, **values):
    return FinancingEntry.objects.create(line=line, booked_on=day, amount=amount, **values)


@pytest.mark.django_db
def test_a_claim_from_its_draft_to_its_payment(cast, sign_in):
    client = sign_in(cast.leader)
    person = ParticipationFactory(project=cast.project, spell__entry_date=date(2018, 1, 8))
    booking = booking_of(cast, person)
    certificate = booking.lines.get().certificate
    cash = cast.project.financing.create(source="public_cash")
    early = entry_of(cash, date(2017, 12, 31), 5)
    rooms = cast.project.budget_lines.create(name="Hyror", amount=9000)
    kept = entry_of(cash, date(2018, 12, 31), 1000, note="Lokal", budget_line=rooms)
    entry_of(cash, date(2019, 1, 1), 7)
    assert "ends_on" in client.post(url(cast, "add"), YEAR | {"ends_on": "2017-01-01"}).context["form"].errors
    assert client.post(url(cast, "add"), YEAR).url == url(cast, "claim", 1)
    assert "redan ett utkast" in client.post(url(cast, "add"), YEAR).text
    shown = client.get(url(cast, "claim", 1)).context
    assert [row.amount for row in shown["rows"]] == [69, 1000]
    assert (shown["amount"], shown["left"]) == (1069, {"amount": early.amount, "number": 1})
    auditor = sign_in(MembershipFactory(project=cast.project, role=Role.AUDITOR).user)
    funder = sign_in(cast.funder)
    assert auditor.get(url(cast, "claim", 1)).status_code == 200
    assert funder.get(url(cast, "claim", 1)).status_code == 404  # not submitted
    assert post(client, url(cast, "change", 1), **YEAR | {"ends_on": "2019-01-01"}).status_code == 302
    assert client.get(url(cast, "claim", 1)).context["amount"] == 1076
    assert post(client, url(cast, "change", 1), **YEAR).status_code == 302

    # What the page had shown is what is submitted.
    submit, today = url(cast, "step", 1, "submit"), timezone.localdate()
    opened = (
        client.get(submit).context["form"].version_html().split('name="version" value="')[1].split('"')[0]
    )
    late = entry_of(cash, date(2018, 6, 1), 3)
    answer = client.post(submit, {"submitted_on": today, "version": opened})
    assert (answer.status_code, ClaimLine.objects.count()) == (200, 0)
    for wrong in ({}, {"submitted_on": "2018-12-30"}, {"submitted_on": today + timedelta(1)}):
        assert "submitted_on" in post(client, submit, **wrong).context["form"].errors
    assert post(client, submit, submitted_on="2019-01-15", reference="2018/77").status_code == 302
    claim = Claim.objects.get()
    assert {each.entry for each in claim.lines.all()} == {booking.entry, kept, late}
    assert claim.digest == digest_of(claim.lines.all(), {booking.entry_id: [certificate.digest]})
    assert claim.digest != digest_of(claim.lines.all(), {})
    assert client.get(submit).url == url(cast, "claim", 1)  # a page that was opened before

    shown = funder.get(url(cast, "claim", 1))
    assert (shown.context["amount"], shown.context["rows"]) == (1072, [])
    assert "Lokal" not in shown.text
    of_person = reverse("certificates:person", args=[cast.project.slug, person.public_id])
    for page in (certificate.get_absolute_url(), of_person, month_url(cast.project, BOOKED)):
        assert "ansökan 1" in client.get(page).text
    assert url(cast, "claim", 1) in client.get(booking.get_absolute_url()).text

    decide = url(cast, "step", 1, "decide")
    decision = {"decided_on": "2019-02-01", "approved": "1000,00"}
    assert "reason" in post(client, decide, **decision).context["form"].errors
    assert post(client, decide, **decision | {"decided_on": "2019-01-01", "reason": "X"}).status_code == 200
    assert post(client, decide, **decision, reason="Lokalen godtas delvis").status_code == 302
    assert post(client, url(cast, "step", 1, "pay"), paid_on="2019-03-01", paid="1000").status_code == 302
    assert "Lokalen godtas delvis" in client.get(url(cast, "claim", 1)).text
    assert client.get(url(cast, "list")).context["page"].object_list[0].amount == 1072

    # A booking is undone after the claim: the next one has the opposite, which names the first.
    undone = undo_booking(booking, reason="corrected", by=cast.leader).undone_by
    client.post(url(cast, "add"), {"starts_on": "2019-06-01", "ends_on": today})
    (row,) = client.get(url(cast, "claim", 2)).context["rows"]
    assert (row.amount, row.remarks) == (undone.amount, ["ångrar en rad i ansökan 1"])
    remarks = {row.amount: row.remarks for row in client.get(url(cast, "claim", 1)).context["rows"]}
    assert remarks[Decimal(69)] == ["ångrad sedan dess"]
    assert post(client, url(cast, "step", 2, "submit"), submitted_on=today).status_code == 302
    answer = auditor.get(url(cast, "csv", 1)).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(answer), delimiter=";"))
    assert {row["amount"]: row["remarks"] for row in rows}["69"] == "ångrad i ansökan 2"
    assert [row["purpose"] for row in rows if row["amount"] == "1000"] == ["Hyror"]
    assert auditor.get(url(cast, "xlsx", 1)).content[:2] == b"PK"
    assert "ångrad i ansökan 2" in client.get(certificate.get_absolute_url()).text


@pytest.mark.django_db
def test_the_database_keeps_what_was_submitted(cast):
    line = cast.project.financing.create(source="public_cash")
    entries = [entry_of(line, date(2018, 2, day), day) for day in (1, 2, 3)]
    given = {"starts_on": date(2018, 1, 1), "ends_on": date(2018, 12, 31), "by": cast.leader}
    claim = actions.add_claim(cast.project, **given)
    claim = actions.submit_claim(claim, submitted_on=date(2019, 1, 1), reference="", by=cast.leader)
    draft = actions.add_claim(cast.project, **given)
    other = entry_of(line, date(2019, 2, 1), 9)
    frozen = {"source": "public_cash", "booked_on": date(2018, 2, 1), "amount": 1}
    for change in (
        lambda: Claim.objects.filter(pk=claim.pk).update(ends_on=date(2018, 12, 30)),
        lambda: Claim.objects.filter(pk=claim.pk).update(digest="0"),
        lambda: ClaimLine.objects.create(claim=draft, entry=entries[0], **frozen),
        lambda: ClaimLine.objects.create(claim=claim, entry=other, **frozen),
        lambda: ClaimLine.objects.create(claim=draft, entry=other, **frozen | {"booked_on": other.booked_on}),
        lambda: Claim.objects.create(
            project=cast.project, number=9, state="draft", **_days(), created_by=cast.leader
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    # The steps are those of the table.
    ways = {(row.start, row.end) for row in TRANSITIONS}
    days = {"decided_on": date(2019, 1, 1), "approved": 1, "paid_on": date(2019, 1, 1), "paid": 1}
    filled = {
        State.DRAFT: {},
        State.WITHDRAWN: {},
        State.SUBMITTED: {"submitted_on": date(2019, 1, 1), "digest": "0"},
    }
    filled[State.DECIDED] = filled[State.SUBMITTED] | {
        name: days[name] for name in ("decided_on", "approved")
    }
    filled[State.PAID] = filled[State.DECIDED] | days
    empty = dict.fromkeys((*days, "submitted_on")) | {"digest": ""}
    for start in State:
        for end in State:
            if start != end:
                assert is_possible(draft, start, end, filled, empty) == ((start, end) in ways), (start, end)


def _days():
    return {"starts_on": date(2018, 1, 1), "ends_on": date(2018, 12, 31)}


def is_possible(draft, start, end, filled, empty):
    """Return whether the database lets a claim go from one state to the other."""
    way = {
        State.SUBMITTED: (State.SUBMITTED,),
        State.DECIDED: (State.SUBMITTED, State.DECIDED),
        State.PAID: (State.SUBMITTED, State.DECIDED, State.PAID),
        State.WITHDRAWN: (State.WITHDRAWN,),
        State.DRAFT: (),
    }[start]
    rows = Claim.objects.filter(pk=draft.pk)
    with transaction.atomic():
        for state in way:
            rows.update(state=state, **empty | filled[state])
        try:
            with transaction.atomic():
                rows.update(state=end, **empty | filled[end])
        except IntegrityError:
            possible = False
        else:
            possible = True
        transaction.set_rollback(True)
    return possible


@pytest.mark.django_db
def test_the_pages_cost_the_same_for_many(cast, sign_in):
    client = sign_in(cast.leader)
    line = cast.project.financing.create(source="public_cash")

    def costs():
        found = []
        for page in (url(cast, "claim", 1), url(cast, "list")):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            found.append(len(own_queries(captured.captured_queries)))
        return found

    booking = booking_of(cast, ParticipationFactory(project=cast.project, spell__entry_date=date(2018, 1, 8)))
    undo_booking(booking, reason="rate", by=cast.leader)
    client.post(url(cast, "add"), YEAR)
    few = costs()
    for day in range(1, 5):
        entry_of(line, date(2018, 3, day), day)
    assert costs() == few
