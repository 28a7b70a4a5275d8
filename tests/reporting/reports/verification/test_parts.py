"""Pseudonyms and masking of free text."""

from types import SimpleNamespace

import pytest

from esfportal.security.free_text_masking import MASK, mask_personal_data
from reporting.reports.verification.pseudonyms import keys_by_pseudonym, pseudonym


def report(public_id, counted=()):
    return SimpleNamespace(public_id=public_id, counted_participations=list(counted))


def test_pseudonyms_are_constant_within_a_report_only():
    one, other = report("a"), report("b")
    assert pseudonym(one, 7) == pseudonym(report("a"), 7)
    assert len({pseudonym(one, 7), pseudonym(other, 7), pseudonym(one, 8)}) == 3


def test_pseudonyms_do_not_disclose_the_order_of_registration():
    found = keys_by_pseudonym(report("a", range(1, 200)))
    assert sorted(found) == list(found)
    assert list(found.values()) != sorted(found.values())
    assert set(found.values()) == set(range(1, 200))


def test_pseudonyms_depend_on_the_key(settings):
    before = pseudonym(report("a"), 7)
    settings.INDEX_KEY = b"another key of thirty-two bytes."
    assert pseudonym(report("a"), 7) != before


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Anställd på Volvo från 2018-09-10", "Anställd på Volvo från 2018-09-10"),
        ("Elsa började hos Elsas mor", f"{MASK} började hos {MASK} mor"),
        ("ELSA ÖBERG-LIND", f"{MASK} {MASK}-{MASK}"),
        ("obergs intyg", f"{MASK} intyg"),
        ("Li på Lidl, Lis avtal", f"{MASK} på Lidl, {MASK} avtal"),
        ("19940112-2396", MASK),
        ("nr 940112 2396.", f"nr {MASK}."),
        ("ring 070-123 45 67", f"ring {MASK}"),
        ("till elsa.o@example.org idag", f"till {MASK} idag"),
        ("Avtal nr 1234", "Avtal nr 1234"),
        ("", ""),
    ],
)
def test_free_text_is_masked(text, shown):
    assert mask_personal_data(text, "Elsa Li", "Öberg-Lind") == shown
