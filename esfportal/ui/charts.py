"""Geometry of the small charts in pages and PDF files: numbers in, rectangles and points out."""

# `components/bar.svg` and `components/trend.svg` use presentation attributes only: the same SVG is
# allowed by the strict CSP of a page and can be drawn in a PDF.

from dataclasses import dataclass, field

# Pages colour a tone by its CSS class (light and dark), the PDF by this value.
TONES = {
    "women": "#0b4f8a",
    "men": "#5b93c4",
    "step-1": "#0b4f8a",
    "step-2": "#3d7fb5",
    "step-3": "#6ba1cd",
    "step-4": "#98bfde",
    "rest": "#e9ecef",
}
BAR_WIDTH, BAR_HEIGHT, BAR_MARGIN = 600, 12, 5
SEGMENT_GAP = 2
HATCH_STEP = 8


@dataclass(frozen=True)
class Segment:
    """One part of a bar."""

    label: str
    value: float
    tone: str = "step-1"


@dataclass(frozen=True)
class Rectangle:
    x: float
    width: float
    tone: str
    fill: str
    label: str
    hatch: str = ""


@dataclass(frozen=True)
class Bar:
    title: str
    description: str
    rectangles: list = field(default_factory=list)
    target_x: float | None = None
    tones: tuple = ()  # of all segments in order; an empty segment has a tone but no rectangle
    width: int = BAR_WIDTH
    height: int = BAR_HEIGHT
    margin: int = BAR_MARGIN

    @property
    def full_height(self):
        return self.height + 2 * self.margin

    @property
    def bottom(self):
        return self.margin + self.height

    @property
    def track_fill(self):
        return TONES["rest"]


def bar(segments, *, title, description, target=None, maximum=None):
    """Return a bar with the segments laid out from the left."""
    # Without a maximum it ends at the larger of the target and the sum. Negative values count as zero.
    values = [max(0.0, float(segment.value or 0)) for segment in segments]
    full = float(maximum or 0) or max(sum(values), float(target or 0))
    full = max(full, sum(values))
    scale = BAR_WIDTH / full if full else 0
    rectangles, left = [], 0.0
    for segment, value in zip(segments, values, strict=True):
        if value:
            rectangles.append(_rectangle(segment, left * scale, value * scale, last=left + value >= full))
        left += value
    target_x = None if target is None or not full else round(min(float(target) * scale, BAR_WIDTH - 1.5), 2)
    return Bar(title, description, rectangles, target_x, tuple(segment.tone for segment in segments))


def _rectangle(segment, x, width, *, last):
    width = width if last else max(width - SEGMENT_GAP, 1)
    return Rectangle(
        x=round(x, 2),
        width=round(width, 2),
        tone=segment.tone,
        fill=TONES[segment.tone],
        label=segment.label,
        hatch=_hatch(x, width) if segment.tone == "men" else "",
    )


def _hatch(x, width):
    # Men and women must be distinguishable without colour.
    lines, start = [], x + 2
    while start + BAR_HEIGHT <= x + width:
        lines.append(f"M{start:.1f} {BAR_MARGIN + BAR_HEIGHT}l{BAR_HEIGHT} -{BAR_HEIGHT}")
        start += HATCH_STEP
    return "".join(lines)


@dataclass(frozen=True)
class Trend:
    """A line over time, in SVG user units."""

    title: str
    description: str
    points: str
    last: tuple | None
    target_y: float | None
    width: int = 120
    height: int = 28


def trend(values, *, title, description, target=None, maximum=0):
    """Return a line of values evenly spaced in time, on an axis from zero, at least to `maximum`."""
    numbers = [float(value) for value in values]
    top = max([*numbers, float(target or 0), float(maximum)], default=0) or 1
    width, height, pad = 120, 28, 3
    step = (width - 2 * pad) / max(len(numbers) - 1, 1)

    def y(value):
        return round(height - pad - (height - 2 * pad) * float(value) / top, 1)

    points = [(round(pad + i * step, 1), y(value)) for i, value in enumerate(numbers)]
    return Trend(
        title,
        description,
        " ".join(f"{px},{py}" for px, py in points),
        points[-1] if points else None,
        y(target) if target is not None else None,
        width,
        height,
    )
