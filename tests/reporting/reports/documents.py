"""Made-up report documents, and a stored report that contains one."""

from dataclasses import replace

from reporting.indicators.distance.distance_line import DistanceLine
from reporting.indicators.document import (
    Count,
    Line,
    PartLine,
    PartTable,
    ProjectFacts,
    ReportDocument,
    RuleLine,
    TargetLine,
    TextLine,
)
from reporting.indicators.hours.hours_line import HoursLine, Minutes
from reporting.indicators.money import Booked, Money, MoneyLine
from reporting.indicators.names import Name
from reporting.reports.models import Report, ReportJob

MEASURES = {
    "participants": Name("Deltagare", "Participants"),
    "leavers": Name("Avslutade", "Leavers"),
    "work": Name("I arbete", "In work"),
    "occupation": Name("I sysselsättning", "In occupation"),
    "progression": Name("Närmare arbetsmarknaden", "Closer to the labour market"),
}
NOBODY = dict.fromkeys(MEASURES, Count())

KALMAR = ProjectFacts(
    slug="kalmar",
    name=Name("Samverkansprojekt Kalmar län", "Cooperation project in Kalmar county"),
    owner=Name("Kommunförbundet Kalmar län", "Kalmar County Association of Municipalities"),
    region="Småland och Öarna",
    programme_period="2014-2020",
    programme_area=Name("2 Ökade övergångar till arbete", "2 More transitions to work"),
    period_text=Name("hösten 2017 till november 2020", "autumn 2017 to November 2020"),
    case_number="",
    partners=[Name("Arbetsförmedlingen", "Public Employment Service"), Name("Försäkringskassan", "")],
    funders=[Name("Svenska ESF-rådet", "Swedish ESF Council")],
    municipalities=[Name("Oskarshamn", ""), Name("Västervik", "")],
    expects_participants=True,
    budget_total="21000000.00",
    esf_support="14000000.00",
    region_en="Småland and the Islands",
    starts_on="2017-09-01",
    ends_on="2020-11-30",
)

MONEY = Money(
    [
        MoneyLine(
            "source",
            "esf",
            Name("ESF-stöd", "ESF support"),
            Booked("9800000", "1250000.5"),
            planned="14000000",
            planned_is_approximate=True,
            organisation=Name("Svenska ESF-rådet", "Swedish ESF Council"),
        ),
        MoneyLine(
            "source",
            "in_kind_time",
            Name("I natura: deltagarnas tid", "In kind: participants' time"),
            Booked("4200000", "610000"),
            hours=Booked("45000", "6200.5"),
        ),
        MoneyLine(
            "purpose", "purpose-1", Name("Personal", "Staff"), Booked("9000000", "1200000"), "15000000"
        ),
        MoneyLine("purpose", "purpose-none", None, Booked("5000000", "660000.5")),
    ],
    esf_share=Name("två tredjedelar", "two thirds"),
)

_HEALTH = DistanceLine(
    "own",
    Name("Steg mot arbete", "Steps towards work"),
    "health",
    Name("Jag klarar av att arbeta trots hur jag mår", "I can work in spite of how I feel"),
    "participant",
)
DISTANCES = [
    replace(_HEALTH, people=61, stepped_up=38, mean="1.2", missing="84.0"),
    replace(_HEALTH, question="search", name=Name("Jag söker arbete", "I look for work")),
    replace(_HEALTH, answered_by="case_worker", people=22, stepped_up=9, mean="-0.4", until="2019-12-31"),
]

HOURS = [
    HoursLine(
        "course", Name("Kurs", "Course"), Minutes(90_000, 60_000, 150_000), Minutes(75_000, 45_050, 120_050)
    ),
    HoursLine(
        "internship", Name("Praktik", "Internship"), Minutes(), Minutes(600, 300, 900), Minutes(600, 0, 600)
    ),
    HoursLine(
        "total",
        None,
        Minutes(90_000, 60_000, 150_000),
        Minutes(75_600, 45_350, 120_950),
        Minutes(600, 0, 600),
    ),
]

INDIVIDUALS = TargetLine(
    code="individuals",
    name=Name("Deltagare", "Participants"),
    measure="participants",
    comparison="exactly",
    unit="number",
    value="418",
    denominator="target",
    cumulative=Count(214, 168),
    period=Count(20, 15),
    base=None,
    rate="91.4",
    state="on_track",
)
OCCUPATION = TargetLine(
    code="occupation",
    name=Name("I sysselsättning", "In occupation"),
    measure="occupation",
    comparison="at_least",
    unit="share",
    value="60",
    denominator="leavers",
    cumulative=Count(118, 92),
    period=Count(11, 9),
    base=Count(168, 132),
    rate="70.0",
    state="reached",
)
SOKANDELOTS = replace(
    INDIVIDUALS,
    code="sokandelots",
    value="30",
    cumulative=Count(16, 14),
    rate="100.0",
    state="reached",
    part=Name("Sökandelots", "Sökandelots"),
)


def kalmar(**changes):
    """Return a county project's document with all sections filled."""
    fields = {
        "project": KALMAR,
        "framework": "2014-2020",
        "definitions_version": "1",
        "starts_on": "2017-09-01",
        "ends_on": "2020-03-31",
        "outputs": [
            _line("CO01", Name("arbetslösa", "unemployed"), "output", Count(120, 90), Count(12, 9)),
            _line("TOTAL", Name("totalt antal deltagare", "total"), "output", Count(210, 160), Count(20, 15)),
            _line("CO20", Name("antal projekt", "projects"), "output-entity", Count(None, None, 1)),
        ],
        "results": [
            _line("CR01", Name("söker arbete", "searching"), "result-immediate", Count(6, 4), Count(1, 0)),
            _line(
                "CR06", Name("i arbete efter sex månader", "employed"), "result-longer-term", Count(40, 30)
            ),
        ],
        "measures": _measures(),
        "targets": [INDIVIDUALS, OCCUPATION, SOKANDELOTS],
        "parts": [
            PartTable(
                "municipality", [_part("0882", "Oskarshamn", 64, 20), _part("0883", "Västervik", 16, 14)]
            ),
            PartTable("intervention", [_part("", "Utan insats", 0, 0)]),
        ],
        "money": MONEY,
        "distances": DISTANCES,
        "hours": HOURS,
        "rules": [
            RuleLine(
                "V-R04", "record", "incomplete", Name("Utbildning saknas.", "No education."), Count(5, 7)
            ),
            RuleLine(
                "V-A02",
                "aggregate",
                "error",
                Name("Summan stämmer inte.", "The sum is wrong."),
                None,
                detail="CO01 + CO03 + CO05 = 11, TOTAL = 12",
                sex="women",
                span="cumulative",
            ),
        ],
    }
    return ReportDocument(**{**fields, **changes})


def prestudy():
    project = replace(
        KALMAR,
        slug="resurscentrum",
        name=Name("RC ResursCentrum", "RC Resource Centre"),
        programme_period="2007-2013",
        expects_participants=False,
        period_text=Name("", ""),
    )
    empty = [_line(code, name, "measure", Count()) for code, name in MEASURES.items()]
    return kalmar(
        project=project,
        framework="2007-2013",
        outputs=[_line("A23-1E", Name("Deltagare: påbörjade", "Entering"), "output", Count())],
        results=[],
        measures=empty,
        targets=[],
        parts=[PartTable("municipality", [PartLine("2481", Name("Lycksele", "Lycksele"), NOBODY)])],
        rules=[],
    )


def document_with_text(text):
    """Return the document with a text in every field that users can write."""
    name = Name(text, text)
    document = kalmar()
    return replace(
        document,
        project=replace(
            KALMAR,
            name=name,
            owner=name,
            period_text=name,
            case_number=text,
            partners=[name],
            funders=[name, name],
        ),
        targets=[replace(INDIVIDUALS, name=name), replace(SOKANDELOTS, part=name)],
        parts=[PartTable("intervention", [replace(_part("x", text, 3, 4), name=name)])],
        rules=[replace(document.rules[1], text=name, detail=text)],
        distances=[replace(_HEALTH, name=name, scale_name=name)],
        hours=[replace(HOURS[0], name=name)],
        texts=[TextLine("summary", name, text, "text"), TextLine("next_period", name, text, "list")],
    )


def create_submitted_report(project, document):
    """Create a submitted report with the document's figures and without a release."""
    report = Report.objects.create(
        project=project,
        starts_on=document.starts_on,
        ends_on=document.ends_on,
        figures=document.to_json(),
        digest=document.digest,
        computed_at="2019-04-01T12:00Z",
        status=Report.Status.SUBMITTED,
        submitted_at="2019-04-02T12:00Z",
    )
    ReportJob.objects.create(report=report, state=ReportJob.State.DONE, progress=100)
    return report


def _line(code, name, kind, cumulative, period=None, **more):
    period = period or (cumulative if cumulative.women is None else Count())
    return Line(code=code, name=name, kind=kind, cumulative=cumulative, period=period, **more)


def _measures():
    counts = {
        "participants": (Count(214, 168), ""),
        "leavers": (Count(168, 132), ""),
        "work": (Count(66, 51), "39.0"),
        "occupation": (Count(118, 92), "70.0"),
        "progression": (Count(1400, 1111), "83.7"),
    }
    return [
        _line(
            code,
            MEASURES[code],
            "measure",
            count,
            Count(2, 1),
            rate=rate,
            denominator="leavers" if rate else "",
        )
        for code, (count, rate) in counts.items()
    ]


def _part(code, name, women, men):
    counts = {
        "participants": Count(women, men),
        "leavers": Count(women // 2, men // 2),
        "work": Count(women // 4, men // 4),
        "occupation": Count(women // 3, men // 3),
        "progression": Count(women // 3, men // 3),
    }
    return PartLine(code, Name(name, name), counts, {"participants": Count(1, 0)})
