"""The check of a large file: by a worker, with progress, cancelled, made again, and of its user alone."""

import pytest
from django.urls import reverse

from accounts.database_access import user_scope
from accounts.notifications.models import Notification
from participants.imports import actions
from participants.imports.mending.actions import correct_row
from participants.imports.models import CheckingJob, ImportCheck, ImportDraft
from participants.imports.review import actions as review
from participants.register.models import Participation
from projects.team.models import Membership
from tests.factories import ParticipationFactory, PersonFactory
from tests.jobs import run_jobs
from tests.numbers import nth_number
from tests.participants.imports.files import ASA, BO, EVA, csv_file, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_rows_are_many(monkeypatch):
    monkeypatch.setattr(review, "MOST_AT_ONCE", 2)


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def upload(client, cast, rows):
    file = csv_file(rows)
    file.name = "lista.csv"
    return client.post(reverse("imports:import_participants", args=[cast.project.slug]), {"file": file})


def address(name="import_review"):
    draft = ImportDraft.objects.get()
    return reverse(f"imports:{name}", args=[draft.project.slug, draft.pk])


ROWS = [person(), person(BO), person(EVA, entry_date="i mars")]


def test_a_large_file_is_checked_by_a_worker(cast, leader, sign_in, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(actions, "check_file", lambda *_a, **_b: pytest.fail("The web process reads the file."))
        upload(leader, cast, ROWS)
        assert leader.get(address()).url == address("import_checking")
        assert "Väntar på sin tur" in leader.get(address("import_checking")).text
    assert run_jobs("checking") == 1
    polled = leader.get(address("import_checking"), headers={"HX-Request": "true"})
    assert polled["HX-Redirect"] == address()
    page = leader.get(address())
    assert [row.state for row in page.context["listed"].rows] == ["new", "new", "error"]
    notice = Notification.objects.get()
    assert (notice.kind, notice.user) == ("imports.checked", cast.leader)
    assert "Din fil för Samverkansprojektet är kontrollerad." in notice.text
    assert CheckingJob.objects.get().result == {"rows": 3}

    other = sign_in(cast.case_worker)
    assert other.get(address("import_checking")).status_code == 404
    assert other.post(address("import_check_cancel")).status_code == 404
    assert leader.post(address("import_check")).url == address("import_checking")
    leader.post(address("import_check_cancel"))
    assert run_jobs("checking") == 0
    assert leader.get(address("import_checking")).url == address()  # the earlier result
    leader.post(address("import_discard"))
    assert not ImportCheck.objects.exists()
    assert not Participation.objects.exists()


def test_a_cancelled_check_and_one_that_an_import_has_refused_can_be_made_again(cast, leader):
    upload(leader, cast, [person(entry_date="2018-06-01"), person(BO), person(EVA)])
    leader.post(address("import_check_cancel"))
    assert "Kontrollen avbröts." in leader.get(address("import_checking")).text
    assert leader.get(address()).url == address("import_checking")
    leader.post(address("import_check"))
    run_jobs("checking")
    assert leader.get(address()).context["plan"].created == 3

    ParticipationFactory(project=cast.project, person=PersonFactory(number=ASA))
    leader.post(address("import_confirm"))
    run_jobs("import")
    again = leader.get(address(), follow=True)
    assert "Registret har ändrats sedan filen kontrollerades." in again.text
    leader.post(address("import_check"))
    run_jobs("checking")
    assert leader.get(address()).context["problems"].count == 1


def states_of(page):
    return {row.row: (str(row.state), row.is_alone) for row in page.context["listed"].rows}


def test_a_corrected_row_is_seen_at_once_and_the_whole_file_is_checked_by_itself(cast, leader, monkeypatch):
    upload(leader, cast, [*ROWS, person(nth_number(9), entry_date="i april"), person(nth_number(10))])
    run_jobs("checking")

    def change(ending, **typed):
        return leader.post(address(ending), typed, follow=True)

    page = change("import_correct", row=4, **{"cell-entry_date": "2018-03-01", "was-entry_date": ""})
    assert states_of(page)[4] == ("new", True)
    assert "1 fel i filen" in page.text
    assert "Hela filen kontrolleras." in page.text
    assert "kontrollerad för sig" in page.text
    assert address("import_confirm") not in page.text
    page = change("import_leave_out", row=5, reason="double")
    assert states_of(page)[5] == ("left_out", True)
    assert CheckingJob.objects.get().attempt == 1  # one that waits is enough

    # A correction while the worker reads: what it has read is not kept, and it begins again.
    read = review.checked_file

    def corrected_meanwhile(*args, **options):
        monkeypatch.setattr(review, "checked_file", read)
        result = read(*args, **options)
        with user_scope(cast.leader):
            correct_row(ImportDraft.objects.get(), row=6, texts={"personal_identity_number": ASA}, shown={})
        return result

    monkeypatch.setattr(review, "checked_file", corrected_meanwhile)
    Notification.objects.all().delete()
    run_jobs("checking")
    assert not Notification.objects.exists()
    assert states_of(leader.get(address()))[4] == ("new", True)
    assert run_jobs("checking") == 1
    page = leader.get(address())
    # Alone the row is right; with the others it is the same start of the same person.
    assert states_of(page) == {
        2: ("new", False),
        3: ("new", False),
        4: ("new", False),
        5: ("left_out", False),
        6: ("double", False),
    }
    page = change("import_correct_undo")
    assert states_of(page)[6] == ("new", True)
    run_jobs("checking")
    assert leader.get(address()).context["plan"].created == 4


def test_a_large_file_whose_check_is_outdated_is_not_offered_for_import(cast, leader):
    asa = ParticipationFactory(
        project=cast.project,
        person=PersonFactory(number=ASA),
        spell__entry_date="2018-03-01",
        given_name="Åsa",
        family_name="Öberg",
    )
    upload(leader, cast, [person(family_name="Ek"), person(BO), person(EVA)])
    run_jobs("checking")
    assert "Öberg" in leader.get(address()).text
    asa.person.protection = "protected_registration"
    asa.person.save()
    page = leader.get(address())
    assert "Öberg" not in page.text
    assert "Kontrollen är inaktuell" in page.text
    assert address("import_confirm") not in page.text


def test_a_check_is_not_made_for_a_user_who_may_no_longer_import(cast, leader):
    upload(leader, cast, ROWS)
    Membership.objects.filter(user=cast.leader).delete()
    assert run_jobs("checking") == 0
    assert CheckingJob.objects.get().failure == "forbidden"
    assert not ImportCheck.objects.exists()
