"""Geometry of a target's line over time: months in, points and labels out, in SVG user units."""

# The SVG (templates/reporting/forecasts/_chart.svg) uses presentation attributes only, as the other charts do.

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 48, 14, 14, 26  # the margins, with room for the labels
STEPS = (1, 2, 5)
MOST_TICKS = 5
MOST_YEARS = 8

type Point = tuple[date, Fraction]


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True)
class Chart:
    title: str
    description: str
    line: str  # what was reached
    path: str  # what was planned
    goal_y: float
    now: tuple[float, float] | None
    band: str  # the forecast's interval, a polygon
    middle: str
    ticks: list[Tick]  # on the vertical axis
    years: list[Tick]  # on the horizontal axis
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def chart(
    *,
    title: str,
    description: str,
    reached: Sequence[Point],
    path: Sequence[Point],
    goal: Fraction,
    interval: tuple[Fraction, Fraction, Fraction] | None,
    start: date,
    end: date,
    unit: str = "",
) -> Chart:
    """Return the chart from `start` to `end`; `interval`: the forecast at the end, low, middle and high."""
    values = [goal, *(value for _day, value in (*reached, *path)), *(interval or ())]
    step = _step(max(values))
    top = step * (int(max(values) / step) + 1)
    days = max((end - start).days, 1)

    def x(day: date) -> float:
        share = min(max((day - start).days, 0), days) / days
        return round(LEFT + (WIDTH - LEFT - RIGHT) * share, 1)

    def y(value: Fraction) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * float(value / top), 1)

    def points(of: Sequence[Point]) -> str:
        return " ".join(f"{x(day)},{y(value)}" for day, value in of)

    last = reached[-1] if reached else None
    band = middle = ""
    if interval and last:
        low, between, high = interval
        band = points([last, (end, high), (end, low)])
        middle = points([last, (end, between)])
    return Chart(
        title=title,
        description=description,
        line=points(reached),
        path=points(path),
        goal_y=y(goal),
        now=(x(last[0]), y(last[1])) if last else None,
        band=band,
        middle=middle,
        ticks=[Tick(y(Fraction(n * step)), f"{n * step}{unit}") for n in range(int(top / step) + 1)],
        years=[Tick(x(date(year, 1, 1)), str(year)) for year in _years(start, end)],
    )


def _step(largest: Fraction) -> int:
    """Return a step of 1, 2 or 5 times a power of ten, with at most MOST_TICKS of them up to `largest`."""
    power = 1
    while True:
        for digit in STEPS:
            if largest <= digit * power * MOST_TICKS:
                return digit * power
        power *= 10


def _years(start: date, end: date) -> list[int]:
    years = [year for year in range(start.year, end.year + 1) if start <= date(year, 1, 1) <= end]
    return years[:: len(years) // MOST_YEARS + 1]
