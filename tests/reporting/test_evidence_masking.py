"""What somebody wrote, without what gives a person away."""

import pytest

from reporting.evidence.masking import HIDDEN, masked


@pytest.mark.parametrize(
    ("text", "names", "shown"),
    [
        ("Elsas avtal med Volvo", ("Elsa", "Berg"), f"{HIDDEN} avtal med Volvo"),
        ("ELSA BERGS intyg", ("Elsa", "Berg"), f"{HIDDEN} {HIDDEN} intyg"),
        ("Evas och Evalottas intyg", ("Eva", "Ek"), f"{HIDDEN} och {HIDDEN} intyg"),
        ("Bo, Bos intyg från bolaget", ("Bo", "Ek"), f"{HIDDEN}, {HIDDEN} intyg från bolaget"),
        ("Oberg och ÖBERGS bror", ("Åsa", "Öberg"), f"{HIDDEN} och {HIDDEN} bror"),
        ("Anna-Lisas intyg", ("Anna-Lisa", "Ek"), f"{HIDDEN}-{HIDDEN} intyg"),
        ("född 940112", ("Bo", "Ek"), f"född {HIDDEN}"),
        ("född 940112-2396", ("Bo", "Ek"), f"född {HIDDEN}"),
        ("född 19940112 2396", ("Bo", "Ek"), f"född {HIDDEN}"),
        ("född 1994-01-12-2396", ("Bo", "Ek"), f"född {HIDDEN}"),
        ("ring 070-123 45 67", ("Bo", "Ek"), f"ring {HIDDEN}"),
        ("ring +46 70 1234567", ("Bo", "Ek"), f"ring {HIDDEN}"),
        ("bo.ek@example.org skrev", ("Bo", "Ek"), f"{HIDDEN} skrev"),
        ("från 2018-09-10, 75 % av 12500", ("Bo", "Ek"), "från 2018-09-10, 75 % av 12500"),
    ],
)
def test_what_is_hidden_and_what_stays(text, names, shown):
    assert masked(text, *names) == shown
