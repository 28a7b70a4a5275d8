"""Official test numbers: the tax agency's published ones, two a day for people born 1976 to 2007."""

from datetime import date, timedelta

WOMAN, MAN = "238", "239"  # the birth numbers of every day

# Not published, for all their pattern (checked against the whole list in participants/test_identity.py).
EXCEPTIONS = frozenset(
    {
        "197601012383",
        "198001012387",
        "198001012395",
        "198912202382",
        "199001012393",
        "199001022392",
        "199001042382",
        "199001042390",
        "199001052399",
        "199001062380",
        "199001062398",
        "199001082388",
        "199001082396",
        "199001092395",
        "199001132381",
        "200012182382",
        "200103032397",
        "200111042388",
        "200210162384",
        "200212272389",
        "200505092387",
        "200709112395",
        "200712282383",
    }
)


def check_digit(nine):
    """The tenth digit of YYMMDDNNN: modulus 10, weights 2 and 1 in turn."""
    products = [int(digit) * (2 - position % 2) for position, digit in enumerate(nine)]
    return str(-sum(product // 10 + product % 10 for product in products) % 10)


def complete(eleven):
    """Twelve digits from the first eleven, century included."""
    return eleven + check_digit(eleven[2:])


def official_number(born, sex="woman"):
    """The published number of the woman or man born on a day: `official_number(date(1994, 1, 12), "man")`."""
    number = complete(f"{born:%Y%m%d}{MAN if sex == 'man' else WOMAN}")
    if number in EXCEPTIONS or not date(1976, 1, 1) <= born <= date(2007, 12, 31):
        raise ValueError(f"There is no published test number for {sex}, {born}.")
    return number


def nth_number(position):
    """Test numbers in a row, women and men in turn, from 1 January 1991 (6,574 of them)."""
    day = date(1991, 1, 1) + timedelta(days=position // 2)
    if day > date(1999, 12, 31):
        raise ValueError("There are no more test numbers in the row.")
    return official_number(day, "man" if position % 2 else "woman")
