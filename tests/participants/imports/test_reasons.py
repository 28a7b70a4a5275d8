"""One reason for all that a file corrects."""

import pytest
from django.core.management import CommandError, call_command

from accounts.audit.models import AuditEntry
from participants.imports.actions import ImportUnanswered, import_file
from participants.imports.models import ImportDraft
from participants.register.models import ChangeNote, Participation
from tests.participants.imports.files import BO, csv_file, outcome, person
from tests.participants.imports.test_questions import confirm, leader, upload  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db
REASON = "Listan hade fel utbildning"


@pytest.fixture
def stored(cast):
    rows = [person(), person(BO, education_level="")]
    import_file(cast.project, "participants", csv_file(rows), by=None)
    return cast.project


def corrected():
    # One stored level is replaced, the other was empty.
    return [person(education_level="5"), person(BO, education_level="5")]


def levels():
    return sorted(Participation.objects.values_list("education_level", flat=True), key=str)


def test_the_page_asks_once_and_keeps_the_reason_with_those_corrected(cast, leader, stored):  # noqa: F811
    page = upload(leader, cast, corrected())
    assert "för 1 person" in page.text
    assert 'name="reason"' in page.text
    refused = confirm(leader, cast, asks_reason="True", reason=" ")
    assert "Skriv varför filen rättar det som är sparat." in refused.text
    assert levels() == [3, None]

    confirm(leader, cast, asks_reason="True", reason=REASON)
    assert levels() == [5, 5]
    note = ChangeNote.objects.get()
    assert (note.reason, note.recorded_by) == (REASON, cast.leader)
    assert AuditEntry.objects.filter(action="participants_imported").latest("pk").details["reason"] == REASON


def test_a_forged_confirmation_without_a_reason_saves_nothing(cast, leader, stored):  # noqa: F811
    upload(leader, cast, corrected())
    confirm(leader, cast)
    assert levels() == [3, None]
    assert ImportDraft.objects.get().job.failure == "changed"


def test_a_reason_with_a_number_is_refused(cast, leader, stored):  # noqa: F811
    upload(leader, cast, corrected())
    refused = confirm(leader, cast, asks_reason="True", reason="Samma som 940112-2396")
    assert "I texten står ett personnummer." in refused.text
    assert not ChangeNote.objects.exists()


@pytest.mark.parametrize(
    "rows",
    [
        [person(rural="yes")],
        [person(family_name="Ek")],
        [person(exit_date="2018-09-01", exit_reason="completed")],
        [person(), person(entry_date="2018-12-01")],
    ],
)
def test_filling_in_needs_no_reason(cast, rows):
    ended = {"exit_date": "2018-10-01", "exit_reason": "completed"} if len(rows) > 1 else {}
    import_file(cast.project, "participants", csv_file([person(**ended)]), by=None)
    plan = import_file(cast.project, "participants", csv_file(rows), by=None)
    assert plan.writes == 1
    assert not ChangeNote.objects.exists()


@pytest.mark.parametrize(
    "cells",
    [
        {"municipality": "0883"},
        {"labour_market_status": "employed"},
        {"exit_date": "2018-10-01", "exit_reason": "completed"},
    ],
)
def test_replacing_needs_a_reason(cast, cells):
    before = person(exit_date="2018-09-01", exit_reason="completed")
    import_file(cast.project, "participants", csv_file([before]), by=None)
    with pytest.raises(ImportUnanswered) as refused:
        import_file(cast.project, "participants", csv_file([before | cells]), by=None)
    assert refused.value.is_reason_missing
    import_file(cast.project, "participants", csv_file([before | cells]), by=None, reason=REASON)
    assert ChangeNote.objects.get().reason == REASON


def test_the_command_takes_the_reason(cast, stored, tmp_path, capsys):
    path = tmp_path / "list.csv"
    path.write_bytes(csv_file(corrected()).getvalue())
    arguments = ("import_participants", cast.project.slug, str(path), "--language", "en")
    for option in ([], ["--dry-run"]):
        with pytest.raises(CommandError, match="--reason WHY"):
            call_command(*arguments, *option)
        assert "for 1 person. Say why." in capsys.readouterr().err
    with pytest.raises(CommandError, match="personal identity number"):
        call_command(*arguments, "--reason", "19940112-2396")
    assert levels() == [3, None]
    call_command(*arguments, "--reason", REASON)
    assert levels() == [5, 5]
    note = ChangeNote.objects.get()
    assert (note.reason, note.recorded_by) == (REASON, None)


def test_confirmed_questions_are_kept_with_the_person(cast):
    old = person(BO, unemployed_since="1950-01-01")
    asked = ["unemployed_since_before_birth"]
    import_file(cast.project, "participants", csv_file([person(), old]), by=None, confirmed=asked)
    note = ChangeNote.objects.get()
    assert (note.participation.unemployed_since.year, note.warnings) == (1950, asked)
    assert AuditEntry.objects.get(action="participants_imported").details["confirmed"] == asked

    late = outcome(date="2020-11-01", kind="follow_up_employed")
    ended = person(exit_date="2018-09-01", exit_reason="completed")
    import_file(cast.project, "participants", csv_file([ended]), by=None)
    import_file(cast.project, "outcomes", csv_file([late], "outcomes"), by=None, confirmed=["late_follow_up"])
    assert ChangeNote.objects.latest("pk").warnings == ["late_follow_up"]
