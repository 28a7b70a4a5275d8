"""A random sample from its list to its result, of people and of money, and what is refused."""

import csv
import hashlib
import io
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessLogEntry
from esfportal.jobs import queue
from participants.register.models import OutcomeEvent
from projects.models import FinancingEntry
from reporting.reports import jobs
from reporting.reports.verification.counted_events import counted_events
from reporting.reports.verification.pseudonyms import pseudonym
from reporting.sampling.lists import list_of_booking, list_of_claim
from reporting.sampling.method.drawing import digest_of_list
from reporting.sampling.models import Sample, SampleItem
from tests.factories import OutcomeEventFactory, ParticipationFactory, PersonFactory, SpellFactory
from tests.queries import own_queries
from tests.reporting.claims.examples import claims_of
from tests.reporting.claims.test_claims import post
from tests.reporting.cofinancing.examples import booking_of
from tests.reporting.reports.job_support import quick_render, register, submitted
from tests.reporting.sampling.examples import auditor_of, close, sample_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast, monkeypatch):
    """A submitted report: two women and a protected man in work, one who still takes part."""
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)
    register(cast.project, women=2, men=1)
    cast.hidden = ParticipationFactory(
        project=cast.project, person=PersonFactory(protected=True, sex="man"), spell=None
    )
    SpellFactory(participation=cast.hidden, left=True)
    OutcomeEventFactory(participation=cast.hidden)
    # Later within the 28 days: what counts is the last.
    seeking = cast.project.participations.exclude(pk=cast.hidden.pk).filter(outcomes__isnull=False).first()
    OutcomeEventFactory(
        participation=seeking, kind=OutcomeEvent.Kind.JOB_SEARCH, happened_on=date(2018, 9, 5)
    )
    return submitted(cast.project, by=cast.leader)


def url(cast, name, *args, figure=""):
    return reverse(f"sampling:{name}", args=[cast.project.slug, *args]) + figure


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def hashed(seed, code):
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()


def answers(client, page, answer="ok", **values):
    asked = [name for name in client.get(page).context["form"].fields if name.startswith("answer_")]
    return dict.fromkeys(asked, answer) | values


def test_a_sample_of_people(cast, sign_in, report):
    auditor, leader = auditor_of(cast.project), sign_in(cast.leader)
    client, key, work = sign_in(auditor), report.list_key, "?figure=work&span=cumulative"
    evidence = reverse("reports:evidence", args=[cast.project.slug, report.public_id]) + work
    draw = url(cast, "draw", key, figure=work)
    assert draw.replace("&", "&amp;") in client.get(evidence).text
    assert draw.replace("&", "&amp;") not in leader.get(evidence).text
    listed = rows_of(client.get(url(cast, "list_csv", key, figure=work)))
    assert [row["counted_events"] for row in listed] == ["2018-09-10 Anställning"] * 3
    assert pseudonym(report, cast.hidden.pk) in {row["code"] for row in listed}
    entry = AccessLogEntry.objects.latest("pk")
    assert (entry.kind, entry.purpose, len(entry.subjects)) == ("list_file", "Stickprov 7", 3)

    page = client.get(draw)
    assert (page.context["form"]["size"].value(), len(page.context["form"]["seed"].value())) == (3, 8)
    given = {"size": 2, "seed": "2026 kv 3", "questions": ["identity"], "own": "Har tolk\n\nHar tolk"}
    for wrong in ({"size": 4}, {"size": 0}, {"seed": ""}, {"questions": [], "own": ""}):
        assert client.post(draw, given | wrong).context["form"].errors
    sample = client.get(client.post(draw, given).url).context["sample"]
    assert "redan draget" in client.post(draw, given).text
    # As an outsider recomputes it from the downloaded list.
    again = sorted((row["code"] for row in listed), key=lambda code: hashed("2026 kv 3", code))[:2]
    assert again == [item.code for item in sample.items.all()]
    lines = "".join(f"{code}\n" for code in sorted(row["code"] for row in listed))
    assert sample.digest == hashlib.sha256(lines.encode()).hexdigest()
    assert [each["key"] for each in sample.questions] == ["identity", "own_1"]

    # While it is open the project knows of it, and reads no item.
    first, second = (url(cast, "check", sample.pk, place) for place in (1, 2))
    assert leader.get(sample.get_absolute_url()).context["rows"] == []
    assert leader.get(url(cast, "item", sample.pk, 1)).status_code == 404
    code = again[0]
    assert (
        reverse("reports:evidence_person", args=[cast.project.slug, report.public_id, code])
        in client.get(first).text
    )
    entry = AccessLogEntry.objects.latest("pk")
    assert (entry.kind, entry.purpose) == ("opened", "Stickprov 7")

    # Two auditors: the second is told what the first has saved.
    other = sign_in(auditor_of(cast.project))
    version = other.get(first).context["form"].version
    fault = answers(client, first) | {"answer_identity": "fault", "note": "Elsa saknar ID"}
    assert post(client, first, **fault, then="next").url == second
    told = other.post(first, answers(other, first, "") | {"answer_identity": "ok", "version": version})
    assert told.context["form"].differences
    assert "Inte granskade än: 1" in post(client, url(cast, "close", sample.pk)).text
    assert post(client, second, **answers(client, second, answer_own_1="not_applicable")).status_code == 302
    assert post(client, url(cast, "close", sample.pk)).url == sample.get_absolute_url()
    with pytest.raises(IntegrityError), transaction.atomic():
        SampleItem.objects.filter(sample=sample).update(answers={})
    with pytest.raises(IntegrityError), transaction.atomic():
        Sample.objects.filter(pk=sample.pk).update(seed="ett annat")

    result = client.get(sample.get_absolute_url()).context["result"]
    assert (result.items.faults, result.items.size, result.items.percent) == (1, 2, 50)
    assert [(each.share.faults, each.share.size) for each in result.questions] == [(1, 2), (0, 1)]
    assert client.get(first).url == url(cast, "item", sample.pk, 1)
    # The leader reads the result, and of a protected identity nothing without access.
    shown = leader.get(sample.get_absolute_url())
    hidden = SampleItem.objects.filter(sample=sample, participation=cast.hidden).first()
    assert shown.context["result"] == result
    assert {row.item.code for row in shown.context["rows"]} == {*again} - ({hidden.code} if hidden else set())
    assert "Elsa" not in shown.text
    for item in sample.items.all():
        answer = leader.get(url(cast, "item", sample.pk, item.position))
        assert answer.status_code == (403 if item.participation == cast.hidden else 200)
    assert [row["identity"] for row in rows_of(client.get(url(cast, "csv", sample.pk)))] == ["fel", "rätt"]


def test_a_sample_of_money(cast, sign_in):
    person = ParticipationFactory(project=cast.project, spell__entry_date=date(2018, 1, 8))
    booking = booking_of(cast, person)
    cash = cast.project.financing.create(source="public_cash")
    for amount in (100000, 4000, 3000, 2000, 1000, -500):
        FinancingEntry.objects.create(line=cash, booked_on=date(2018, 3, 1), amount=amount)
    claim, draft = claims_of(cast.project, by=cast.leader)
    auditor = auditor_of(cast.project)
    client = sign_in(auditor)
    assert url(cast, "draw", claim.list_key) in client.get(claim.get_absolute_url()).text
    for unknown in (draft.list_key, "claim-x", "claim-99", "report-1", "hours-0", "other-1"):
        assert client.get(url(cast, "draw", unknown)).status_code == 404
    listed = rows_of(client.get(url(cast, "list_csv", claim.list_key)))
    assert min(int(row["ore"]) for row in listed) == -50000
    given = {"size": 3, "seed": "x", "method": "amount", "questions": ["document", "cofinanced"]}
    assert client.post(url(cast, "draw", claim.list_key), given | {"size": 7}).context["form"].errors
    sample = client.get(client.post(url(cast, "draw", claim.list_key), given).url).context["sample"]
    assert sample.digest == digest_of_list((row["code"], int(row["ore"])) for row in listed)
    assert (sample.population, sample.total) == (6, 110069)
    large, *others = sample.items.all()
    assert (large.amount, large.is_certain, [each.is_certain for each in others]) == (
        100000,
        True,
        [False] * 2,
    )

    page = url(cast, "check", sample.pk, 1)
    fault = answers(client, page) | {"answer_document": "fault"}
    for wrong in ({}, {"fault_amount": "100001"}, {"fault_amount": "-1"}):
        assert "fault_amount" in post(client, page, **fault | wrong).context["form"].errors
    assert (
        "fault_amount" in post(client, page, **answers(client, page, fault_amount="5")).context["form"].errors
    )
    assert post(client, page, **fault | {"fault_amount": "1000"}).status_code == 302
    for each in others:
        page = url(cast, "check", sample.pk, each.position)
        found = answers(client, page, fault_amount=str(each.amount / 2), answer_document="fault")
        assert post(client, page, **found).status_code == 302
    assert post(client, url(cast, "close", sample.pk)).status_code == 302
    projection = client.get(sample.get_absolute_url()).context["result"].projection
    # The large one's fault once, and half of what is left.
    assert projection.projected == 1000 + (110069 - 100000) / 2

    # A line of hours is about a person, whose page it leads to; a line of a claim about none.
    hours = list_of_booking(booking)
    assert [each.participation for each in hours.items] == [person.pk]
    assert {each.participation for each in list_of_claim(claim).items} == {None}
    drawn = client.post(url(cast, "draw", hours.key), given | {"size": 1}).url
    assert client.get(drawn).context["rows"][0].text.startswith("Närvarointyg")
    assert AccessLogEntry.objects.latest("pk").subjects == [person.pk]


def test_marked_events_decide(cast, report):
    """Without its marked event a person is not counted, and each in the figure has one."""
    work = set(report.counted_by_figure["work"]["cumulative"])
    found = counted_events(report, "work", work)
    assert {key: len(events) for key, events in found.items()} == dict.fromkeys(work, 1)
    assert {event.kind for events in found.values() for event in events} == {"employment"}
    assert counted_events(report, "participants", work) == {}
    # A correction after the report leaves the event marked, one before it does not.
    (event,) = found[min(work)]
    OutcomeEvent.objects.create(
        participation=event.participation,
        supersedes=event,
        kind=event.kind,
        happened_on=event.happened_on,
        is_withdrawal=True,
        correction_reason="Stod fel",
    )
    assert counted_events(report, "work", work)[min(work)] == [event]


def test_the_page_costs_the_same_for_more_items(cast, sign_in, report):
    auditor = auditor_of(cast.project)
    client, numbers = sign_in(auditor), []
    for size in (1, 4):
        sample = close(sample_of(report, by=auditor, size=size), by=auditor, note="Kort")
        client.get(sample.get_absolute_url())
        for page in (sample.get_absolute_url(), url(cast, "csv", sample.pk)):
            with CaptureQueriesContext(
                connection,
            ) as captured:
                client.get(page)
            numbers.append(len(own_queries(captured)))
    assert numbers[:2] == numbers[2:]
