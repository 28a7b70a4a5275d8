"""Drafts of registrations: what was typed survives a lost session and a closed tab, for its user alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from participants.register.models import Participation, RegistrationDraft
from participants.register.tasks import discard_old_drafts
from tests.participants.register.test_registration import PAGE, answers
from tests.participants.register.test_repeated_requests import number_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case_worker(cast, sign_in):
    return sign_in(cast.case_worker)


@pytest.fixture
def typed(case_worker):
    """Return what was typed before the tab was closed."""
    typed = answers(given_name="Hemlig", then="", **{"form-number": number_in(case_worker.get(PAGE))})
    case_worker.post(PAGE + "check/", typed)
    return typed


def test_a_draft_is_offered_filled_in_and_gone_when_registered(cast, case_worker, typed):
    kept = RegistrationDraft.objects.get()
    assert b"Hemlig" not in bytes(kept.content_encrypted)
    page = reverse("register:draft", args=[cast.project.slug, kept.pk])
    assert f'href="{page}"' in case_worker.get(PAGE).text

    shown = case_worker.get(page)
    assert 'value="Hemlig"' in shown.text
    assert f'action="{PAGE}"' in shown.text
    assert number_in(shown) == typed["form-number"]
    case_worker.post(PAGE, typed)
    assert Participation.objects.get().public_id == kept.pk
    assert not RegistrationDraft.objects.exists()

    # A check that was on its way does not bring it back.
    case_worker.post(PAGE + "check/", typed)
    assert not RegistrationDraft.objects.exists()
    assert case_worker.get(page)["Location"] == PAGE


@pytest.mark.parametrize(
    ("who", "status"), [("leader", 302), ("colleague", 302), ("funder", 403), ("stranger", 404)]
)
def test_a_draft_is_its_users_alone(cast, sign_in, typed, who, status):
    client, kept = sign_in(getattr(cast, who)), RegistrationDraft.objects.get()
    page = reverse("register:draft", args=[cast.project.slug, kept.pk])
    assert client.get(page).status_code == status
    assert client.post(f"{page}discard/").status_code == status
    assert RegistrationDraft.objects.exists()
    if status == 302:
        assert page not in client.get(PAGE).text


def test_a_draft_is_thrown_away_by_its_user_or_after_two_weeks(cast, case_worker, typed):
    RegistrationDraft.objects.update(saved_at=timezone.now() - timedelta(days=13))
    discard_old_drafts()
    case_worker.post(
        reverse("register:discard_draft", args=[cast.project.slug, RegistrationDraft.objects.get().pk])
    )
    assert not RegistrationDraft.objects.exists()

    case_worker.post(PAGE + "check/", typed)
    RegistrationDraft.objects.update(saved_at=timezone.now() - timedelta(days=14))
    assert "Registreringar som du inte har avslutat" not in case_worker.get(PAGE).text
    discard_old_drafts()
    assert not RegistrationDraft.objects.exists()


def test_an_empty_form_is_not_kept(case_worker):
    case_worker.post(PAGE + "check/", {"form-number": number_in(case_worker.get(PAGE)), "sex": "man"})
    case_worker.post(PAGE + "check/", {"given_name": "Utan nummer"})  # not of a page of the portal
    assert not RegistrationDraft.objects.exists()
