"""Mistakes of a file corrected in the page, rows left out, and both taken back."""

import json

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.audit.models import AuditEntry
from participants.imports.mending.overlay import NOTHING, Correction, LeftOut, Overlay, read_data, to_data
from participants.imports.models import ImportDraft
from participants.imports.reading.errors import Problems
from participants.imports.reading.rows import RowReader
from participants.register.models import Participation
from tests.answers import outside_tags
from tests.hostile.forms import parse_forms
from tests.jobs import run_jobs
from tests.participants.imports.files import ASA, BO, EVA, csv_file, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def upload(client, cast, rows, kind="participants"):
    file = csv_file(rows, kind)
    file.name = "lista.csv"
    address = reverse(f"imports:import_{kind}", args=[cast.project.slug])
    return client.post(address, {"file": file}, follow=True)


def form_of(page, ending, row=None):
    return next(
        form
        for form in parse_forms(page.text)
        if ending in form.action and (row is None or form.values["row"] == [str(row)])
    )


def send(client, page, ending, row=None, **typed):
    form = form_of(page, ending, row)
    return client.post(form.action, form.values | typed, follow=True)


def test_a_file_is_corrected_in_the_page_and_imported(cast, leader):
    rows = [
        person(ASA[:-1], given_name="Exemplaria"),
        person(BO, entry_date="i mars", education_level="9"),
        person(EVA, municipality="Lillköping"),
    ]
    page = upload(leader, cast, rows)
    text = page.text
    assert "4 fel i filen" in text
    assert page.context["listed"].wrong_url == "?state=error#rows"
    assert "I filen: 9" in text
    assert "Oskarshamn (0882)" in text  # a choice for the place that the project does not have
    assert "Exemplaria" not in text

    # One form for a row: what is not touched stays a mistake.
    page = send(leader, page, "/correct/", 3, **{"cell-entry_date": "2018-03-01"})
    assert page.redirect_chain[-1][0].endswith("?row=3#next-row")
    assert "3 fel kvar" in page.text
    page = send(leader, page, "/correct/", 3, **{"cell-education_level": "3"})
    page = send(leader, page, "/leave-out/", 4)
    assert "Skriv varför raden utelämnas." in page.text
    page = send(leader, page, "/leave-out/", 4, reason="unknown", text=f"Fråga Eva {EVA}")
    assert "Rättat på sidan: 2 celler, 1 rad utelämnad." in page.text
    assert EVA[-4:] not in page.text.split("Fråga Eva")[1][:40]
    page = send(leader, page, "/correct/", 2, **{"cell-personal_identity_number": ASA})
    assert ASA not in page.text
    assert page.context["plan"].created == 2

    # The last change is taken back, and made again.
    page = send(leader, page, "/undo/")
    assert "1 fel i filen" in page.text
    stale = form_of(page, "/correct/", 2)
    page = send(leader, page, "/correct/", 2, **{"cell-personal_identity_number": ASA})
    again = leader.post(stale.action, stale.values | {"cell-personal_identity_number": BO}, follow=True)
    assert "Inget gjordes" in again.text

    draft = ImportDraft.objects.get()
    assert b"2018-03-01" not in bytes(draft.overlay_encrypted)
    leader.post(*_confirmed(page))
    run_jobs("import")
    assert Participation.objects.filter(project=cast.project).count() == 2
    details = AuditEntry.objects.get(action="participants_imported").details
    assert {name: details[name] for name in details if "correct" in name or "left" in name} == {
        "corrected_cells": 3,
        "corrected_rows": [2, 3],
        "left_out": 1,
        "left_out_rows": [4],
    }
    assert ASA not in json.dumps(details)
    history = leader.get(reverse("imports:import_history", args=[cast.project.slug]))
    assert "Rättat på sidan: 3 celler, 1 rad utelämnad." in history.text
    # Nothing is changed in a file that is imported.
    after = leader.post(stale.action, stale.values, follow=True)
    assert "Filen är redan importerad" in after.text


def row_page(client, page, row):
    address = page.request["PATH_INFO"] + f"rows/{row}/"
    assert f'href="{address}' in page.text
    return client.get(address)


def test_any_cell_is_corrected_and_a_row_left_out_is_taken_in_again(cast, leader):
    rows = [person(ASA), person(BO, given_name="Exemplaria"), person(EVA, municipality="Lillköping")]
    review = upload(leader, cast, rows)
    shown = row_page(leader, review, 3)
    fields = shown.context["form"].fields
    assert (fields["cell-family_name"].initial, fields["cell-entry_date"].initial) == ("", "2018-03-01")
    assert "Nu: E…" in shown.text
    assert not {"Exemplaria", BO, BO[-4:]} & set(outside_tags(shown.text).split())

    typed = {"cell-given_name": "Bosse", "cell-rural": "ja", "cell-entry_date": "2018-04-01"}
    row = shown.request["PATH_INFO"]
    (sent,) = [form.values for form in parse_forms(shown.text) if "cell-given_name" in form.values]
    refused = leader.post(row, sent | {"cell-given_name": "x" * 3000})
    assert refused.context["form"].errors.keys() == {"cell-given_name"}
    saved = leader.post(row, sent | typed, follow=True)
    assert "Rättat på sidan: 3 celler." in saved.text
    assert leader.post(row, sent | typed).context["form"].is_outdated
    assert (
        "Listan har ingen sådan rad" in leader.get(review.request["PATH_INFO"] + "rows/99/", follow=True).text
    )
    # A mistaken cell has its message there, too.
    assert "Det finns ingen kommun" in row_page(leader, saved, 4).text

    page = send(leader, saved, "/leave-out/", 4, reason="double")
    assert page.context["plan"].created == 2
    page = send(leader, page, "/take-in/", 4)
    assert "1 fel i filen" in page.text
    page = send(leader, page, "/correct/", 4, **{"cell-municipality": "Oskarshamn"})
    leader.post(*_confirmed(page))
    run_jobs("import")
    bo = Participation.objects.get(given_name="Bosse")
    assert (bo.rural, str(bo.spells.get().entry_date)) == (True, "2018-04-01")
    assert Participation.objects.filter(project=cast.project).count() == 3


def _confirmed(page):
    form = form_of(page, "/confirm/")
    return form.action, form.values


COLUMNS = [*person(), "exit_date", "gender"]
TEXTS = st.sampled_from(
    [
        "",
        "x",
        "2018-03-02",
        " 2018-13-01",
        "0883",
        "Oskarshamn ",
        "ja",
        "9",
        "3",
        "#N/A",
        BO,
        "=1+1",
        "Summa",
        "inactive",
    ]
)
ROWS = [person(ASA), person(BO, entry_date="i mars"), person(EVA, municipality="x"), person(ASA)]
CHANGES = st.lists(
    st.one_of(
        st.builds(
            lambda row, texts: Correction(
                row, {"sex" if key == "gender" else key: texts[key] for key in texts}
            ),
            st.integers(2, 5),
            st.dictionaries(st.sampled_from(COLUMNS), TEXTS, min_size=1, max_size=2),
        ),
        st.builds(LeftOut, st.integers(2, 5), st.just("double")),
    ),
    max_size=4,
)


def typed_in(changes):
    """Return the file with the corrections in its cells; a row left out is an empty line."""
    rows = [{**dict.fromkeys(COLUMNS[:-2], "")} | row for row in ROWS]
    used = {key for each in changes if isinstance(each, Correction) for key in each.texts}
    for row in rows:
        row |= {name: "" for name, key in (("exit_date", "exit_date"), ("gender", "sex")) if key in used}
    for each in changes:
        if isinstance(each, Correction):
            rows[each.row - 2] |= {
                "gender" if key == "sex" else key: text for key, text in each.texts.items()
            }
    for each in changes:
        if isinstance(each, LeftOut):
            rows[each.row - 2] = {}
    return csv_file(rows)


def read(file, overlay):
    """Return what the planners are given: nothing else of the file reaches them."""
    problems = Problems()
    parsers = dict.fromkeys(["municipality", "intervention"], str)
    reader = RowReader(file, "participants", problems, parsers, overlay=overlay)
    rows = [(row, values) for row, _cells, values in reader]
    return rows, sorted((each.row, each.key, each.value, each.message) for each in problems.listed)


@given(CHANGES)
def test_corrections_read_as_if_they_were_typed_into_the_file(changes):
    assert read(csv_file(ROWS), Overlay(changes)) == read(typed_in(changes), NOTHING)
    stored = [read_data(json.loads(json.dumps(to_data(each)))) for each in changes]
    assert stored == changes
    assert Overlay(stored).without_last().changes == tuple(changes[:-1])
