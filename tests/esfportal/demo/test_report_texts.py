"""Made-up texts of the demo: complete for submitted reports, half of them for the draft."""

import tomllib

from esfportal.demo.data.report_texts import FILE, _answer
from reporting.reports.texts.loading import read


def test_the_made_up_reports_are_written():
    data = read()
    keys = next(row["sections"] for row in data["templates"] if row["kind"] == "quarterly")
    required = {key for key in keys if data["sections"][key].get("is_required", True)}
    quarters = tomllib.loads(FILE.read_text("utf-8"))["quarters"]
    for written in quarters[:3]:
        assert required - written.keys() == set()
    assert 0 < len(quarters[3].keys() & required) < len(required)
    for written in quarters:
        assert written.keys() <= set(keys)
        for key, text in written.items():
            assert len(text) <= data["sections"][key].get("max_length", 4000)
            if data["sections"][key].get("answer") == "yes_no":
                assert text.startswith(("ja: ", "nej: "))


def test_an_answer_is_read_from_the_text():
    assert _answer("ja: Därför") == ("yes", "Därför")
    assert _answer("nej:") == ("no", "")
