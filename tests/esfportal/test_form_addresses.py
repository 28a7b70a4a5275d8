"""Addresses that only take what a form sends, opened in a browser."""

import pytest
from django.urls import reverse

from tests.factories import ParticipationFactory

pytestmark = pytest.mark.django_db
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("button", ["reveal", "print", "restore", "open", "close"])
def test_a_button_of_a_person_leads_back_to_the_person(cast, sign_in, button):
    person = ParticipationFactory(project=cast.project)
    client = sign_in(cast.leader)

    page = client.get(f"{person.get_absolute_url()}{button}/", headers=BROWSER, follow=True)

    assert page.redirect_chain == [(person.get_absolute_url(), 302)]
    assert page.status_code == 200


def test_the_language_is_changed_on_the_page_with_the_whole_number(cast, sign_in):
    person = ParticipationFactory(project=cast.project)
    client = sign_in(cast.leader)
    reveal = f"{person.get_absolute_url()}reveal/"
    assert f'name="next" value="{reveal}"' in client.post(reveal).text

    page = client.post(
        reverse("set_language"), {"next": reveal, "language": "en"}, headers=BROWSER, follow=True
    )

    assert page.status_code == 200
    assert "What happened" in page.text


def test_an_address_below_another_that_takes_forms_only_leads_further_up(client):
    assert client.get("/language/", headers=BROWSER)["Location"] == "/"


def test_programs_are_told_that_the_method_is_wrong(cast, sign_in):
    person = ParticipationFactory(project=cast.project)
    client = sign_in(cast.leader)
    url = f"{person.get_absolute_url()}reveal/"
    assert client.get(url).status_code == 405
    assert client.get(url, headers={**BROWSER, "HX-Request": "true"}).status_code == 405
    assert client.put(url, headers=BROWSER).status_code == 405
