"""The check of a large file: by a worker, with progress, cancelled, made again, and of its user alone."""

import pytest
from django.urls import reverse

from accounts.notifications.models import Notification
from participants.imports import actions
from participants.imports.models import CheckingJob, ImportCheck, ImportDraft
from participants.imports.review import actions as review
from participants.register.models import Participation
from projects.team.models import Membership
from tests.factories import ParticipationFactory, PersonFactory
from tests.jobs import run_jobs
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
    leader.post(address("import_check"))
    assert leader.get(address()).url == address("import_checking")
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
