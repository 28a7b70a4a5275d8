"""Made-up texts of the demo's reports (report_texts.toml)."""

import tomllib
from functools import cache
from pathlib import Path

from esfportal.demo.data import running_project
from reporting.reports.texts.actions import Answer, save_texts

FILE = Path(__file__).with_name("report_texts.toml")
OF_PAST_PROJECTS = "Den här texten är påhittad: demon visar var projektets egen text skulle stå."


@cache
def _quarters():
    return tomllib.loads(FILE.read_text("utf-8"))["quarters"]


def write_texts(report, *, number, by):
    """Write the texts of a report that was just created; `number` is the quarter of the running project."""
    answers = {}
    for text in report.texts.in_order():
        written = _written(report, text.section, number)
        if written is None:
            continue
        yes_no, words = "", written.strip()
        if text.asks_yes_or_no:
            yes_no, words = _answer(words)
        answers[text] = Answer(words, yes_no)
    save_texts(report=report, answers=answers, by=by)


def complete_texts(report, *, by):
    """Write into the next version of a returned report what its funder asked for."""
    asked_for = tomllib.loads(FILE.read_text("utf-8"))["completion"]
    texts = [text for text in report.texts.in_order() if text.section.key in asked_for]
    answers = {text: Answer(f"{text.text}\n\n{asked_for[text.section.key]}", text.yes_no) for text in texts}
    save_texts(report=report, answers=answers, by=by)


def _written(report, section, number):
    if report.project.slug == running_project.SLUG:
        return _quarters()[number].get(section.key)
    return OF_PAST_PROJECTS if section.is_required else None


def _answer(words):
    word, _colon, rest = words.partition(":")
    answers = {"ja": "yes", "nej": "no"}
    return (answers[word], rest.strip()) if word in answers else ("yes", words)
