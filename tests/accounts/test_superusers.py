"""Only the owner of the tables makes superusers (ADR 109)."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, transaction

from accounts.models import User, UserHistory
from tests.factories import UserFactory, make_superuser

pytestmark = pytest.mark.django_db
REFUSED = "only the owner of the tables makes superusers"


@pytest.mark.parametrize("mark", ["is_superuser", "is_staff"])
def test_no_statement_of_the_application_marks_a_superuser(mark):
    user = UserFactory()
    with pytest.raises(ProgrammingError, match=REFUSED), transaction.atomic():
        User.objects.filter(pk=user.pk).update(**{mark: True})
    user.refresh_from_db()
    assert getattr(user, mark) is False


def test_no_statement_of_the_application_adds_a_superuser():
    with pytest.raises(ProgrammingError, match=REFUSED), transaction.atomic():
        User.objects.create_superuser("eve@example.org", "fem helt andra ord", full_name="Eve")
    assert not User.objects.filter(email="eve@example.org").exists()


def test_the_administration_closes_and_renames_a_superuser():
    user = make_superuser()
    user.full_name, user.is_active = "Anna", False
    user.save()
    user.refresh_from_db()
    assert (user.full_name, user.is_active, user.is_superuser) == ("Anna", False, True)


@pytest.mark.django_db(transaction=True)
def test_the_command_makes_a_superuser(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "fem helt andra ord")
    call_command(
        "createsuperuser", interactive=False, email="first@example.org", full_name="Anna", stdout=StringIO()
    )
    user = User.objects.get(email="first@example.org")
    assert (user.is_superuser, user.check_password("fem helt andra ord")) == (True, True)
    assert UserHistory.objects.filter(id=user.pk, is_superuser=True, pgh_label="insert").exists()
