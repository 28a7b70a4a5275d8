"""Plans of the demo's projects: number of people, municipalities and outcomes."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Group:
    """People of one municipality (and intervention) by sex, and the leavers by outcome."""

    municipality: str
    women: int
    men: int
    work: int = 0
    self_employment: int = 0
    education: int = 0
    internship: int = 0
    closer: int = 0
    nothing: int = 0
    intervention: str = ""

    @property
    def outcomes(self):
        """Return one word per leaver."""
        kinds = ("work", "self_employment", "education", "internship", "closer", "nothing")
        return [kind for kind in kinds for _ in range(getattr(self, kind))]


@dataclass(frozen=True)
class Plan:
    """Groups, dates and entry-record shares (0-1) of one project."""

    project: str
    first_entry: date
    last_entry: date
    last_exit: date
    groups: tuple[Group, ...]
    last_event: date | None = None
    # Youngest and oldest.
    ages: tuple[int, int] = (18, 64)
    # Weights of unemployed, inactive and employed.
    status: tuple[int, int, int] = (70, 25, 5)
    incomplete: int = 0
    reentries: int = 0
    newly_arrived: float = 0.0
    disability: float = 0.1
    sick_listed: float = 0.0
    broken_rules: int = 0
    registered_twice: int = 0
    # (municipality, level), one person each.
    protected: tuple[tuple[str, str], ...] = ()


# As published: 382 participants, 267 of them in occupation (70 per cent), 30 participants in
# Sökandelots. The other plans are made up within what was published.
KALMAR = Plan(
    project="kalmar",
    first_entry=date(2017, 10, 2),
    last_entry=date(2020, 3, 20),
    last_exit=date(2020, 2, 28),
    groups=(
        Group(
            "0882", 64, 0, work=18, education=17, internship=10, closer=6, nothing=4, intervention="kalejdo"
        ),
        Group(
            "0883",
            15,
            15,
            work=12,
            education=3,
            internship=6,
            closer=3,
            nothing=2,
            intervention="sokandelots",
        ),
        Group("0880", 45, 51, work=38, education=18, internship=11, closer=7, nothing=8),
        Group("0881", 25, 29, work=22, education=10, internship=6, closer=4, nothing=5),
        Group("0884", 20, 22, work=17, education=7, internship=5, closer=3, nothing=4),
        Group("0861", 18, 20, work=16, education=7, internship=4, closer=3, nothing=3),
        Group("0862", 15, 17, work=12, education=6, internship=4, closer=2, nothing=3),
        Group("0885", 12, 14, work=10, education=5, internship=3, closer=2, nothing=2),
    ),
    incomplete=12,
    reentries=14,
    newly_arrived=0.25,
    disability=0.15,
    broken_rules=4,
    protected=(("0882", "confidentiality_mark"), ("0880", "protected_registration")),
)

ALL_IN = Plan(
    project="all-in",
    first_entry=date(2018, 2, 5),
    last_entry=date(2020, 1, 31),
    last_exit=date(2020, 2, 28),
    groups=(
        Group("1863", 36, 26, work=28, education=9, internship=4, nothing=11),
        Group("1881", 42, 32, work=34, education=11, internship=5, nothing=12),
        Group("1884", 28, 20, work=21, education=7, internship=3, nothing=9),
        Group("1861", 34, 26, work=27, education=9, internship=4, nothing=10),
        Group("1862", 27, 19, work=20, education=7, internship=3, nothing=9),
        Group("1883", 62, 46, work=50, education=16, internship=7, nothing=18),
        Group("1864", 24, 16, work=17, education=6, internship=3, nothing=8),
        Group("1885", 43, 31, work=34, education=11, internship=5, nothing=12),
    ),
    ages=(18, 52),
    status=(58, 40, 2),
    incomplete=17,
    reentries=10,
    newly_arrived=1.0,
    disability=0.04,
    broken_rules=3,
)

SPIK = Plan(
    project="spik",
    registered_twice=1,
    first_entry=date(2016, 9, 5),
    last_entry=date(2019, 4, 15),
    last_exit=date(2019, 6, 14),
    groups=(
        Group("0780", 27, 21, work=11, education=7, internship=3, closer=9, nothing=7),
        Group("0781", 13, 11, work=6, education=3, internship=2, closer=5, nothing=3),
        Group("0764", 10, 8, work=4, education=2, internship=1, closer=4, nothing=3),
        Group("0765", 8, 6, work=3, education=2, internship=1, closer=3, nothing=2),
        Group("0763", 6, 6, work=3, education=1, internship=1, closer=3, nothing=2),
        Group("0767", 6, 4, work=2, education=2, internship=1, closer=2, nothing=1),
        Group("0760", 3, 3, work=1, education=1, closer=1, nothing=1),
        Group("0761", 2, 2, work=1, closer=1, nothing=1),
    ),
    status=(60, 40, 0),
    incomplete=5,
    reentries=4,
    disability=0.35,
    sick_listed=0.45,
    broken_rules=2,
)

INTRO = Plan(
    project="intro",
    first_entry=date(2009, 2, 2),
    last_entry=date(2010, 9, 30),
    last_exit=date(2010, 12, 17),
    groups=(
        Group("2560", 29, 26, work=12, self_employment=5, education=8, internship=6, closer=7, nothing=10),
        Group("2510", 20, 21, work=9, self_employment=2, education=7, internship=5, closer=5, nothing=8),
    ),
    ages=(18, 60),
    incomplete=3,
    reentries=3,
    newly_arrived=0.3,
    disability=0.12,
    sick_listed=0.25,
    broken_rules=1,
)

PLANS = (INTRO, ALL_IN, KALMAR, SPIK)
