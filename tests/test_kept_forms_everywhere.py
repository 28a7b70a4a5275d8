"""Typed text survives a lost session in every form of the portal, also in one that posts to another address."""

import pytest
from django.test import Client
from django.urls import resolve

from accounts.models import User
from accounts.signing_in import authentication_state
from participants.register.models import ProtectedRecordAccess
from tests.hostile.forms import parse_forms
from tests.sample_objects import rolled_back
from tests.signing_in import signed_in
from tests.test_row_versions import full_project, no_worker, pages, target_of  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db
TYPED = "Långt Skrivet"
WHY = ProtectedRecordAccess.Reason.values[0]
SEARCHES = {"register:search"}  # a search is written again
WITHOUT_ACCOUNT = {"own_page:ask_link"}  # no session is needed, and none is lost


def has_typed_text(form, target):
    is_secret = form.files or {"password", "code", "form-password"} & set(form.names)
    return form.method == "post" and form.texts and not is_secret and target not in SEARCHES | WITHOUT_ACCOUNT


def typed_into(form):
    return {name: value for name, value in form.values.items() if value != [""]} | {form.texts[-1]: TYPED}


def lose_the_session_and_come_back(user, page, form):
    """Send the form without a session, sign in again, and return the page that is shown then."""
    client = Client(headers={"accept-language": "sv"})
    answer = client.post(form.action or page, typed_into(form), HTTP_REFERER=f"http://testserver{page}")
    assert answer["Location"].startswith("/accounts/login/?next="), page
    signed_in(user, client=client)
    return client.get(answer["Location"].partition("next=")[2])


def test_every_form_with_typed_text_is_kept(full_project):  # noqa: F811
    tested = set()
    for page, html in pages(full_project):
        user = full_project.cast.funder if page.endswith("/answer/") else full_project.cast.leader
        for form in parse_forms(html):
            target = target_of(form, page)
            if target in tested or ":" not in target or not has_typed_text(form, target):
                continue
            tested.add(target)
            assert "form-owner" in form.values, f"{page}: the form to {target} has no owner."
            with rolled_back():
                assert TYPED in lose_the_session_and_come_back(user, page, form).text, target
    # Positive control: among them is one that posts to another address.
    assert {"register:edit", "team:invite", "privacy:log_sign", "register:void"} <= tested


def the_form(client, page, target):
    return next(form for form in parse_forms(client.get(page).text) if target_of(form, page) == target)


def test_the_reason_for_opening_a_protected_record_is_kept(full_project):  # noqa: F811
    case_worker, page = full_project.cast.case_worker, full_project.protected.get_absolute_url()
    form = the_form(signed_in(case_worker), page, "register:open")
    form.texts.remove("asked_for") if "asked_for" in form.texts else None
    assert TYPED in lose_the_session_and_come_back(case_worker, page, form).text


def test_a_form_that_was_refused_once_comes_back_to_its_own_page(full_project):  # noqa: F811
    # It is shown again at the address that it was sent to, which has no page of its own.
    leader, page = full_project.cast.leader, full_project.review.get_absolute_url()
    client = signed_in(leader)
    form = the_form(client, page, "privacy:log_sign")
    refused = client.post(form.action, form.values, HTTP_REFERER=f"http://testserver{page}")
    assert resolve(form.action).view_name == "privacy:log_sign"
    (again,) = [
        each for each in parse_forms(refused.text) if target_of(each, form.action) == "privacy:log_sign"
    ]
    shown = lose_the_session_and_come_back(leader, form.action, again)
    assert shown.status_code == 200
    assert TYPED in shown.text


def test_what_is_typed_survives_the_confirmation_that_it_is_you(full_project, monkeypatch):  # noqa: F811
    leader = User.objects.get(pk=full_project.cast.leader.pk)  # not the one that other tests share
    leader.set_password("tre ord och en fyra")
    leader.save()
    client = signed_in(leader)
    page = f"/projects/{full_project.project.slug}/team/invite/"
    form = the_form(client, page, "team:invite")
    with monkeypatch.context() as long_ago:
        long_ago.setattr(authentication_state, "is_recent", lambda _request: False)
        answer = client.post(page, typed_into(form), HTTP_REFERER=f"http://testserver{page}")
    assert "/accounts/confirm" in answer["Location"]
    assert answer["Location"].endswith(f"next={page}")
    assert "Sedan finns det du skrev i formuläret igen" in client.get(answer["Location"]).text
    assert TYPED in client.get(page).text


def test_what_is_typed_survives_a_record_that_was_locked(full_project):  # noqa: F811
    case_worker, person = full_project.cast.case_worker, full_project.protected.get_absolute_url()
    client, page = signed_in(case_worker), f"{person}edit/"
    opened = typed_into(the_form(client, page, "register:open")) | {"why": WHY, "note": ""}
    assert client.post(f"{person}open/", opened).url == page
    form = the_form(client, page, "register:edit")
    ProtectedRecordAccess.objects.all().delete()

    locked = client.post(page, typed_into(form), HTTP_REFERER=f"http://testserver{page}")

    assert locked.status_code == 403
    assert TYPED not in locked.text
    assert "Öppna den, så finns det du skrev i formuläret igen" in locked.text
    (open_form,) = [each for each in parse_forms(locked.text) if target_of(each, page) == "register:open"]
    answer = client.post(open_form.action, open_form.values | {"why": WHY, "note": ""})
    assert answer.url == page
    assert TYPED in client.get(page).text
    full_project.protected.refresh_from_db()
    assert TYPED not in (full_project.protected.given_name, full_project.protected.family_name)


def test_another_user_of_the_computer_gets_nothing_of_it(full_project):  # noqa: F811
    leader, page = full_project.cast.leader, full_project.review.get_absolute_url()
    form = the_form(signed_in(leader), page, "privacy:log_sign")
    other = full_project.cast.case_worker
    assert TYPED not in lose_the_session_and_come_back(other, page, form).text
