"""HTML of the list that is composed in Python or kept in the process."""

import re

import pytest

from esfportal.ui.form_layouts import FilterHelper
from tests.factories import VASTERVIK, MembershipFactory, ParticipationFactory

PAGE = "/projects/samverkan/participants/"
pytestmark = pytest.mark.django_db


def join(cast, family_name, **fields):
    return ParticipationFactory(project=cast.project, given_name="Åsa", family_name=family_name, **fields)


def test_nobodys_choices_or_language_are_kept_for_another(cast, sign_in):
    join(cast, "Här", spell__intervention=cast.intervention)
    join(cast, "Där", spell__municipality_id=VASTERVIK)
    english = sign_in(MembershipFactory(project=cast.project, role="case_worker").user)
    english.cookies["django_language"] = "en"
    clients = {"leader": sign_in(cast.leader), "part": sign_in(cast.case_worker), "english": english}

    def filters(client):
        return re.search(r'<div class="filters">.*?</form>', client.get(PAGE).text, re.DOTALL)[0]

    FilterHelper._kept.clear()
    first = {who: filters(client) for who, client in clients.items()}
    assert {who: filters(client) for who, client in clients.items()} == first  # from what is kept
    assert [who for who, html in first.items() if "Västervik" in html] == ["leader", "english"]
    assert [who for who, html in first.items() if "Kommun<" in html] == ["leader"]
    cast.project.interventions.create(code="ny", name="En ny insats")
    assert all("En ny insats" in filters(client) for client in clients.values())
    chosen = clients["leader"].get(PAGE, {"status": "left"}).text
    assert '<option value="left" selected>' in chosen
    assert filters(clients["leader"]).count("selected") == first["leader"].count("selected")


def test_a_row_escapes_what_people_wrote(cast, sign_in):
    hostile = "<b>&\"'"
    cast.intervention.name = hostile
    cast.intervention.save()
    join(cast, hostile, spell__intervention=cast.intervention)

    row = re.search(r"<tbody>.*?</tbody>", sign_in(cast.leader).get(PAGE).text, re.DOTALL)[0]

    assert "<b>" not in row
    assert row.count("&lt;b&gt;&amp;&quot;&#x27;") == 2
