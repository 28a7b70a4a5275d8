import pytest

from esfportal.security.free_text_masking import MASK, mask_personal_data


@pytest.mark.parametrize(
    ("text", "names", "shown"),
    [
        ("Elsas avtal med Volvo", ("Elsa", "Berg"), f"{MASK} avtal med Volvo"),
        ("ELSA BERGS intyg", ("Elsa", "Berg"), f"{MASK} {MASK} intyg"),
        ("Evas och Evalottas intyg", ("Eva", "Ek"), f"{MASK} och {MASK} intyg"),
        ("Bo, Bos intyg från bolaget", ("Bo", "Ek"), f"{MASK}, {MASK} intyg från bolaget"),
        ("Oberg och ÖBERGS bror", ("Åsa", "Öberg"), f"{MASK} och {MASK} bror"),
        ("Anna-Lisas intyg", ("Anna-Lisa", "Ek"), f"{MASK}-{MASK} intyg"),
        ("född 940112", ("Bo", "Ek"), f"född {MASK}"),
        ("född 940112-2396", ("Bo", "Ek"), f"född {MASK}"),
        ("född 19940112 2396", ("Bo", "Ek"), f"född {MASK}"),
        ("född 1994-01-12-2396", ("Bo", "Ek"), f"född {MASK}"),
        ("ring 070-123 45 67", ("Bo", "Ek"), f"ring {MASK}"),
        ("ring +46 70 1234567", ("Bo", "Ek"), f"ring {MASK}"),
        ("bo.ek@example.org skrev", ("Bo", "Ek"), f"{MASK} skrev"),
        ("från 2018-09-10, 75 % av 12500", ("Bo", "Ek"), "från 2018-09-10, 75 % av 12500"),
    ],
)
def test_names_numbers_and_addresses_are_masked(text, names, shown):
    assert mask_personal_data(text, *names) == shown
