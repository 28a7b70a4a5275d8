import xml.etree.ElementTree as ET

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from esfportal.ui.charts import BAR_WIDTH, SEGMENT_GAP, Segment, bar, trend

WORDS = {"title": "Deltagare", "description": "382 av 418"}


def test_a_bar_ends_at_its_target_when_that_is_further():
    drawn = bar([Segment("kvinnor", 50, "women"), Segment("män", 25, "men")], target=100, **WORDS)
    assert [(r.x, r.width) for r in drawn.rectangles] == [(0, 300 - SEGMENT_GAP), (300, 150 - SEGMENT_GAP)]
    assert drawn.target_x == BAR_WIDTH - 1.5


def test_a_bar_past_its_target_shows_where_that_was():
    drawn = bar([Segment("i arbete", 80)], target=60, **WORDS)
    assert drawn.rectangles[0].width == BAR_WIDTH
    assert drawn.target_x == 450


def test_a_share_is_a_part_of_a_hundred():
    drawn = bar([Segment("i arbete", 70)], target=60, maximum=100, **WORDS)
    assert drawn.rectangles[0].width == 420 - SEGMENT_GAP
    assert drawn.target_x == 360


@pytest.mark.parametrize(
    "segments", [[], [Segment("kvinnor", 0, "women")], [Segment("kvinnor", None, "women")]]
)
def test_nothing_gives_an_empty_bar(segments):
    drawn = bar(segments, **WORDS)
    assert drawn.rectangles == []
    assert drawn.target_x is None


def test_target_of_zero_is_at_the_start():
    assert bar([Segment("kvinnor", 3, "women")], target=0, **WORDS).target_x == 0


def test_men_are_hatched_within_their_rectangle():
    women, men = bar([Segment("kvinnor", 50, "women"), Segment("män", 50, "men")], **WORDS).rectangles
    assert women.hatch == ""
    starts = [float(line.split(" ")[0]) for line in men.hatch.split("M")[1:]]
    assert men.x < min(starts)
    assert max(starts) + 12 <= men.x + men.width


def test_a_trend_rises_upwards_and_ends_in_a_dot():
    drawn = trend([0, 50, 100], target=100, title="Deltagare", description="från 0 till 100")
    heights = [float(point.split(",")[1]) for point in drawn.points.split()]
    assert heights == sorted(heights, reverse=True)
    assert drawn.last == (117.0, drawn.target_y)


@pytest.mark.parametrize("values", [[], [0], [0, 0], [7]])
def test_trend_of_few_values(values):
    drawn = trend(values, title="t", description="d")
    assert len(drawn.points.split()) == len(values)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_charts_are_valid_svg(language):
    drawn = bar([Segment("<män> & andra", 1, "men")], target=3, title="A & B", description="d")
    line = trend([1, 2.5], target=3, title="t", description="d")
    with translation.override(language):
        texts = [
            render_to_string("components/bar.svg", {"bar": drawn}),
            render_to_string("components/trend.svg", {"trend": line}),
        ]
    for text in texts:
        root = ET.fromstring(text)  # noqa: S314  (our own picture)
        tags = [child.tag.rpartition("}")[2] for child in root]
        assert tags[:2] == ["title", "desc"]
        assert "style" not in text
        for element in root.iter():
            assert all("," not in element.get(name, "") for name in ("x", "width", "cx", "cy", "d"))
