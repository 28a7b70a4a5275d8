"""Formulas and markup in imported text: stored unchanged and shown as text."""

import pytest
from django.urls import reverse

from participants.imports.actions import ImportRefused, import_file
from participants.register.models import OutcomeEvent, Participation
from tests.numbers import nth_number
from tests.participants.imports.files import csv_file, outcome, person, xlsx_file
from tests.reporting.reports.test_files_csv import PAYLOADS

pytestmark = pytest.mark.django_db
CONTROL = {"\x00", "\ufeff", "\u200b"}
SHOWABLE = [f"{text} Ek" for text in PAYLOADS if not CONTROL & set(text)]  # a name has a letter


def written(make):
    # One person and one outcome for each hostile text.
    people = [person(nth_number(n), given_name=text, family_name=text) for n, text in enumerate(SHOWABLE)]
    outcomes = [outcome(nth_number(n), evidence=text) for n, text in enumerate(SHOWABLE)]
    return make(people), make(outcomes, "outcomes")


@pytest.mark.parametrize("make", [csv_file, xlsx_file])
def test_hostile_text_is_stored_unchanged(cast, make):
    people, outcomes = written(make)
    import_file(cast.project, "participants", people, by=cast.leader)
    import_file(cast.project, "outcomes", outcomes, by=cast.leader)
    meant = sorted(" ".join(text.split()) for text in SHOWABLE)
    assert sorted(each.given_name for each in Participation.objects.all()) == meant
    assert sorted(each.family_name for each in Participation.objects.all()) == meant
    assert sorted(each.evidence for each in OutcomeEvent.objects.all()) == meant
    # The same list again changes nothing: what is stored is what the list says.
    people.seek(0)
    again = import_file(cast.project, "participants", people, by=cast.leader)
    assert again.counts["unchanged"] == len(SHOWABLE)


@pytest.mark.parametrize("text", ["A\x07", "=1\x7f"])
def test_control_characters_are_refused(cast, text):
    with pytest.raises(ImportRefused) as refused:
        import_file(cast.project, "participants", csv_file([person(given_name=text)]), by=cast.leader)
    assert [(each.row, each.column) for each in refused.value.problems.listed] == [(2, "given_name")]


def test_markup_is_escaped_on_every_page(cast, sign_in):
    name = "<script>alert(1)</script>"
    import_file(cast.project, "participants", csv_file([person(given_name=name)]), by=cast.leader)
    client, slug = sign_in(cast.leader), cast.project.slug
    detail = Participation.objects.get().get_absolute_url()
    for address in (reverse("register:list", args=[slug]), detail, f"{detail}edit/"):
        answer = client.get(address).text
        assert name not in answer
        assert "&lt;script&gt;alert(1)" in answer or address.endswith("edit/")
