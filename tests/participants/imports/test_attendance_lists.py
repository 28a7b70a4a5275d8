"""Attendance lists: exported, read again without a change, corrected in the file, and refused whole."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AccessLogEntry
from participants.attendance.models import Attendance
from participants.imports.mending.overlay import LeftOut, Overlay
from participants.imports.models import ImportDraft, ImportJob
from participants.imports.review.actions import checked_file
from tests.factories import OSKARSHAMN, VASTERVIK, ParticipationFactory, PersonFactory
from tests.jobs import run_jobs
from tests.participants.attendance.examples import activity_of, attendance_of, enrolment_of, session_of
from tests.participants.imports.files import ASA, csv_file
from tests.participants.week_sheets.examples import sheet_of

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2018, 3, 5), date(2018, 3, 6)


@pytest.fixture
def activity(cast):
    return activity_of(cast.project)


@pytest.fixture
def people(cast, activity):
    """Three participants, the last of another part; the first was late on Monday, the second ill."""
    found = [
        ParticipationFactory(
            project=cast.project,
            spell__municipality_id=place,
            spell__entry_date=date(2018, 1, 8),
            **who,
        )
        for place, who in (
            (OSKARSHAMN, {"person": PersonFactory(number=ASA)}),
            (OSKARSHAMN, {}),
            (VASTERVIK, {}),
        )
    ]
    for each in found:
        enrolment_of(each, activity)
    monday = session_of(activity, MONDAY)
    session_of(activity, TUESDAY)
    attendance_of(found[0], monday, state="late", missed_minutes=15, minutes=165)
    attendance_of(found[1], monday, state="absent", reason="unknown", minutes=0)
    attendance_of(found[2], monday)
    return found


def upload(client, cast, content, name="lista.csv"):
    file = io.BytesIO(content)
    file.name = name
    address = reverse("imports:import_attendance", args=[cast.project.slug])
    return client.post(address, {"file": file}, follow=True)


def lines_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def file_of(lines):
    out = io.StringIO()
    writer = csv.DictWriter(out, lines[0], delimiter=";")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode()


def confirmed_again(client, cast, lines):
    upload(client, cast, file_of(lines))
    return ImportDraft.objects.latest("created_at").pk


def values():
    found = Attendance.objects.order_by("session__held_on", "pk")
    return [(each.state, each.missed_minutes, each.reason, each.minutes) for each in found]


def test_an_exported_list_is_read_again(cast, sign_in, activity, people):
    client, before = sign_in(cast.leader), values()
    sheet_of(people[0])
    args = [cast.project.slug, activity.pk, 2018, 3]
    files = {
        kind: client.get(reverse("imports:attendance_of_activity", args=[*args, kind]))
        for kind in ("csv", "xlsx")
    }
    assert AccessLogEntry.objects.filter(kind="list_file", count=3).count() == 2
    for kind, answer in files.items():
        review = upload(client, cast, answer.content, f"lista.{kind}")
        assert review.context["plan"].counts == {"unchanged": 3}
    assert values() == before
    whole = client.get(reverse("imports:attendance_of_month", args=[cast.project.slug, 2018, 3, "csv"]))
    assert whole.content == files["csv"].content
    # A case worker of a part has the part's participants.
    own = sign_in(cast.case_worker).get(reverse("imports:attendance_of_activity", args=[*args, "csv"]))
    assert len(lines_of(own.content)) == 2
    assert not {ASA, ASA[-4:]} & set(own.content.decode().replace(";", " ").split())

    lines = lines_of(files["csv"].content)
    lines[0] |= {"närvaro": "närvarande", "missade minuter": ""}
    lines.append(lines[0] | {"datum": "2018-03-06", "deltagare": ASA})
    review = upload(client, cast, file_of(lines))
    assert review.context["plan"].counts == {"unchanged": 2, "updated": 1, "created": 1}
    assert values() == before  # until it is confirmed
    draft = ImportDraft.objects.latest("created_at")
    version = review.text.split('name="version" value="')[1].split('"')[0]
    client.post(reverse("imports:import_confirm", args=[cast.project.slug, draft.pk]), {"version": version})
    run_jobs("import")
    assert values() == [("present", 0, "", 180), *before[1:], ("present", 0, "", 180)]
    undo = reverse("imports:import_undo", args=[cast.project.slug, draft.pk])
    assert "Närvaro som blir vad den var: 2." in client.get(undo).text
    client.post(undo, {"reason": "Fel lista"})
    assert values() == before
    client.post(
        reverse("imports:import_confirm", args=[cast.project.slug, confirmed_again(client, cast, lines)])
    )
    run_jobs("import")
    Attendance.objects.filter(session__held_on=TUESDAY).update(recorded_at=timezone.now())
    again = reverse("imports:import_undo", args=[cast.project.slug, ImportJob.objects.latest("queued_at").pk])
    assert [each.text for each in client.get(again).context["obstacles"]] == [
        "Närvaron har ändrats sedan dess."
    ]
    today = timezone.localdate()
    attendance_of(people[0], session_of(activity, today))
    month = {"period": f"{today:%Y-%m}", "first": f"{today:%Y-%m}", "last": f"{today:%Y-%m}"}
    for page, about in (("attendance:hours", args[:2]), ("hours:project", args[:1])):
        shown = client.get(reverse(page, args=about), month).text
        assert f"/attendance/file/{today:%Y}/{today.month}" in shown, page


def test_a_list_with_a_mistake_saves_nothing(cast, sign_in, activity, people):
    client, before = sign_in(cast.case_worker), values()
    course = activity_of(cast.project, "Svenska")
    enrolment_of(people[0], course)
    session_of(course, TUESDAY)  # at the same time
    right = {
        "aktivitet": "Kalejdo A1",
        "datum": "2018-03-06",
        "från": "09.00",
        "deltagare": ASA,
        "efternamn": "",
        "närvaro": "närvarande",
        "missade minuter": "",
        "orsak": "",
    }
    mistakes = {
        "ingen aktivitet": right | {"aktivitet": "Kalejdo"},
        "inget tillfälle": right | {"från": "10:00"},
        "på formen": right | {"från": "nio"},
        "inte tas med två": right,
        "deltagaren är på": right | {"aktivitet": "Svenska"},
        "orsaken till frånvaron": right | {"deltagare": str(people[1].public_id), "närvaro": "frånvarande"},
        "är inte frånvarande": right | {"orsak": "sjuk"},
        "minuter anges": right | {"missade minuter": "15"},
        "har den här koden eller": right | {"deltagare": str(people[2].public_id)},
        "har ett annat namn": right | {"efternamn": "Annan"},
    }
    answer = upload(client, cast, file_of([right, *mistakes.values()]))
    found = [str(problem.message).lower() for problem in answer.context["problems"].listed]
    assert len(found) == len(mistakes)
    assert values() == before


DRAWN = st.lists(
    st.fixed_dictionaries(
        {
            "who": st.integers(0, 2),
            "date": st.sampled_from([MONDAY, TUESDAY, "2018-03-07"]),
            "attendance": st.sampled_from(["present", "late", "", "unheard"]),
            "is_left_out": st.booleans(),
        }
    ),
    min_size=1,
    max_size=6,
)
STORED = 0, MONDAY, "late"


def expected_states(rows):
    seen = set()
    for row in rows:
        about = row["who"], row["date"]
        if row["is_left_out"]:
            yield "left_out"
        elif row["attendance"] not in ("present", "late") or row["date"] == "2018-03-07" or row["who"] == 2:
            yield "error"  # the third participant is of a part that the user does not see
        elif about in seen:
            yield "double"
        else:
            seen.add(about)
            stored = "unchanged" if (*about, row["attendance"]) == STORED else "changed"
            yield stored if row["date"] == MONDAY else "new"


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(found=DRAWN)
def test_each_row_of_attendance_has_one_state_and_the_counts_add_up(cast, activity, people, found):
    lines = [
        {
            "activity": activity.name,
            "date": str(each["date"]),
            "from": "09:00",
            "participant": str(people[each["who"]].public_id),
            "attendance": each["attendance"],
            "minutes_missed": "15" if each["attendance"] == "late" else "",
        }
        for each in found
    ]
    left_out = [LeftOut(row, "double") for row, each in enumerate(found, start=2) if each["is_left_out"]]
    before = values()

    file = csv_file(lines, "attendance")
    result = checked_file(cast.project, "attendance", file, by=cast.case_worker, overlay=Overlay(left_out))

    assert [str(state) for state in result.states] == list(expected_states(found))
    assert sum(result.state_counts.values()) == len(result.rows) == len(found)
    of_result = {"new": result.created, "changed": result.updated, "unchanged": result.unchanged}
    assert of_result == {name: result.states.count(name) for name in of_result}
    assert values() == before
