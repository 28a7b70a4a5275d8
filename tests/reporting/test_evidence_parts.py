"""The two things that keep evidence from telling who somebody is: the codes, and the masking of text."""

from types import SimpleNamespace

import pytest

from reporting.evidence.codes import keys_by_pseudonym, pseudonym
from reporting.evidence.masking import HIDDEN, masked


def report(public_id, counted=()):
    return SimpleNamespace(public_id=public_id, counted=list(counted))


def test_a_code_is_the_same_in_one_report_and_another_in_every_other():
    one, other = report("a"), report("b")
    assert pseudonym(one, 7) == pseudonym(report("a"), 7)
    assert len({pseudonym(one, 7), pseudonym(other, 7), pseudonym(one, 8)}) == 3


def test_codes_do_not_tell_who_was_registered_first():
    found = keys_by_pseudonym(report("a", range(1, 200)))
    assert sorted(found) == list(found)
    assert list(found.values()) != sorted(found.values())
    assert set(found.values()) == set(range(1, 200))


def test_a_code_hangs_on_a_key(settings):
    before = pseudonym(report("a"), 7)
    settings.INDEX_KEY = b"another key of thirty-two bytes."
    assert pseudonym(report("a"), 7) != before


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Anställd på Volvo från 2018-09-10", "Anställd på Volvo från 2018-09-10"),
        ("Elsa började hos Elsas mor", f"{HIDDEN} började hos {HIDDEN} mor"),
        ("ELSA ÖBERG-LIND", f"{HIDDEN} {HIDDEN}-{HIDDEN}"),
        ("obergs intyg", f"{HIDDEN} intyg"),
        ("Li på Lidl, Lis avtal", f"{HIDDEN} på Lidl, {HIDDEN} avtal"),
        ("19940112-2396", HIDDEN),
        ("nr 940112 2396.", f"nr {HIDDEN}."),
        ("ring 070-123 45 67", f"ring {HIDDEN}"),
        ("till elsa.o@example.org idag", f"till {HIDDEN} idag"),
        ("Avtal nr 1234", "Avtal nr 1234"),
        ("", ""),
    ],
)
def test_text_is_shown_without_what_names_a_person(text, shown):
    assert masked(text, "Elsa Li", "Öberg-Lind") == shown
