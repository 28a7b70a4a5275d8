import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.disclosure import release
from reporting.reports.files import render
from tests.reporting.disclosure.rules import PUBLIC
from tests.reporting.indicators.report_series import PlainParticipant, crowds, document
from tests.reporting.reports.test_files_pdf import text
from tests.sizes import size


def released(crowd):
    return release(document(crowd, 0, 0), rules=PUBLIC).shown


def people(sex, many):
    return [
        PlainParticipant(sex, "unemployed", False, 2, "", frozenset(), "0880", "", 0, 0, "work", True)
    ] * many


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "kvinnor och män: visas inte"), ("en", "women and men: hidden")]
)
def test_a_total_with_suppressed_women_and_men(language, words):
    shown = released(people("women", 3) + people("men", 3))
    counts = shown.targets[0].cumulative
    assert (counts.women, counts.men, counts.total) == ("..", "..", 6)
    assert words in text(shown, language)


@settings(max_examples=size(4, 100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(crowd=crowds(1), language=st.sampled_from(["sv", "en"]))
def test_every_file_can_be_made(crowd, language):
    shown = released(crowd)
    for kind in ("pdf", "csv", "xlsx"):
        assert render(shown, kind, language)
