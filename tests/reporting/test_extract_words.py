"""What the extract says, in which words, and that the paper says all of it."""

import json

import pytest

from accounts.audit import audit
from accounts.models import ReadEntry
from accounts.readlog import note_read
from participants import changes
from participants.models import NamedCaseWorker, Participation
from reporting.extract import pdf
from reporting.models import Report
from tests.factories import ParticipationFactory
from tests.reporting.extract_support import (
    content_of,
    extract,
    fields,
    somebody,
    somebody_protected,
    submitted_report,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(cast):
    return somebody(cast)


@pytest.fixture
def hidden(cast):
    return somebody_protected(cast)


def test_whoever_may_open_it_by_having_registered_the_person_is_told_of(cast, sign_in):
    hidden = ParticipationFactory(
        project=cast.project, created_by=cast.case_worker, person__protection="confidentiality_mark"
    )
    NamedCaseWorker.objects.create(participation=hidden, user=cast.leader, named_by=cast.leader)
    client = sign_in(cast.case_worker)
    client.post(f"{hidden.get_absolute_url()}open/", {"why": "request"})
    told = [fields(row) for row in content_of(client, hidden)["named_case_workers"]]
    assert [(row["user"]["value"], row["named_by"]["value"]) for row in told] == [
        (cast.case_worker.full_name, None),
        (cast.leader.full_name, cast.leader.full_name),
    ]
    assert told[0]["named_by"]["text"] == "ingen, men har registrerat personen"
    assert told[0]["named_at"]["value"] == hidden.created_at.isoformat()
    assert told[0].keys() == told[1].keys()


def test_of_somebody_who_is_not_protected_nobody_is_named(cast, sign_in, person):
    assert content_of(sign_in(cast.case_worker), person)["named_case_workers"] == []


@pytest.mark.parametrize(
    ("language", "asked", "opened"),
    [
        (
            "sv",
            "registerutdrag på egen begäran, 2020-03-02 (En id-handling visades)",
            "något annat: Ringde.",
        ),
        (
            "en",
            "extract at the person's own request, 2020-03-02 (An identity document was shown)",
            "something else: Ringde.",
        ),
    ],
)
def test_why_somebody_read_is_told_in_the_extracts_language(
    cast, sign_in, hidden, language, request_text, opened
):
    """The log has it in the portal's own; what somebody wrote stays as it was written."""
    client = sign_in(cast.case_worker)
    client.post(f"{hidden.get_absolute_url()}open/", {"why": "other", "note": "Ringde."})
    client.get(hidden.get_absolute_url())
    note_read("opened", by=cast.leader, project=cast.project, participations=[hidden], purpose="Stickprov 7")
    extract(client, hidden)
    purposes = [reader["purpose"] for reader in content_of(client, hidden, language=language)["readers"]]
    assert purposes == [opened, "Stickprov 7", request_text, request_text]


@pytest.mark.django_db(transaction=True)  # each change by itself
def test_no_change_is_left_out_however_many(cast, sign_in, person):
    """The person's page stops at the latest; whoever asks for their data gets all."""
    told = Participation.objects.filter(pk=person.pk)
    for number in range(changes.MOST + 1):
        told.update(given_name=f"Märta{number}")
    found = content_of(sign_in(cast.case_worker), person)["changes"]
    said = " ".join(deed for change in found for deed in change["deeds"])
    assert [number for number in range(changes.MOST + 1) if f"Märta{number}" not in said.split()] == []


def texts_in(content):
    """Every text that the JSON has for people, by where it stands."""
    for key in ("person", "participation", "spells", "outcomes", "named_case_workers", "openings"):
        rows = content[key] if key not in ("person", "participation") else [content[key]]
        yield from ((f"{key} {fact['field']}", fact["text"]) for row in rows for fact in row)
    for change in content["changes"]:
        yield from (("changes", text) for text in (change["by"], *change["deeds"]))
    for deed in content["deeds"]:
        yield from (("deeds", deed[key]) for key in ("by", "text", "details_text"))
    for reader in content["readers"]:
        yield from (("readers", reader[key]) for key in ("by", "role", "kind_text", "purpose"))
    yield from (("reports", day) for report in content["reports"] for day in report.values())
    for part in content["texts"]:
        yield from (("texts", text) for text in (part["heading"], *part["paragraphs"]))
    yield from (("project", content["project"][key]) for key in ("name", "controller"))
    yield from (("request", content[key]) for key in ("made_by",))
    yield "request", content["request"]["text"]


def test_the_paper_leaves_nothing_out(cast, sign_in, person, hidden):
    """Section by section, and every reading of a person that was more than being seen in a list."""
    audit("entry_corrected", hidden, by=cast.leader, project=cast.project, fields=["family_name"])
    for hour in (8, 9):
        at = f"2026-10-14T{hour:02}:00:00+02:00"
        about = {"actor": cast.colleague, "project": cast.project, "subjects": [hidden.pk], "count": 1}
        ReadEntry.objects.create(at=at, kind="printed", purpose="casework", **about)
    for participation in (person, hidden):
        Report.objects.create(**submitted_report(cast, participation))
        content = content_of(sign_in(cast.case_worker), participation)
        paper = json.dumps(pdf._described(content), ensure_ascii=False)
        said = [(where, json.dumps(text, ensure_ascii=False)[1:-1]) for where, text in texts_in(content)]
        assert [(where, text) for where, text in said if text not in paper] == []
        assert {where.split()[0] for where, _text in said} > {"changes", "deeds", "readers", "reports"}
    assert all(moment in paper for moment in ("2026-10-14 08:00", "2026-10-14 09:00"))
