"""Plain formatting: what is written is only ever text."""

import json
from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from esfportal.pdf.typst_file import ASSETS
from reporting.reports.files.pdf_file import TEMPLATE
from reporting.reports.texts.markup import Block, Run, blocks, list_items, plain

# What means something in Markdown, HTML, Typst, JSON or a workbook.
SIGNS = st.sampled_from(
    [
        *("#", "## ", "**", "*", "- ", "1. ", "\n", "\n\n", "`", "$", "@", "\\", '"', "'"),
        *("#eval(", "#import ", "[", "]", "{", "}", "<b>", "</p>", "<script>", "//", "/*", "=", "~"),
    ]
)
WRITTEN = st.lists(st.one_of(SIGNS, st.text(max_size=8)), max_size=30).map("".join)


def test_formatting_is_headings_lists_and_bold():
    text = "## Rubrik\nFörsta\nandra **viktigt**\n\n- ett\n- två\n1. först"
    assert blocks(text) == [
        Block("heading", [[Run("Rubrik")]]),
        Block("paragraph", [[Run("Första")], [Run("andra "), Run("viktigt", bold=True)]]),
        Block("bullets", [[Run("ett")], [Run("två")]]),
        Block("numbers", [[Run("först")]]),
    ]


def test_each_line_of_a_list_is_an_item():
    assert list_items("ett\n\n- två") == [Block("bullets", [[Run("ett")], [Run("två")]])]
    assert list_items(" \n") == []


def letters(text):
    return "".join(text.split()).replace("*", "").replace("#", "")


@given(WRITTEN)
def test_every_word_is_kept_and_nothing_is_added(text):
    shown = plain(blocks(text)).replace("– ", "")
    # Only the signs of lists are taken away.
    kept = iter(letters(text))
    assert all(character in kept for character in letters(shown))
    words = [word for word in text.split() if word.isalpha()]
    assert all(word in shown for word in words)


@given(WRITTEN)
def test_parts_are_plain_strings_in_one_line(text):
    for block in blocks(text):
        data = json.loads(json.dumps(asdict(block)))
        assert data == asdict(block)
        for line in block.lines:
            assert all(run.text and "\n" not in run.text for run in line)


def test_the_pdf_template_evaluates_nothing():
    for file in (TEMPLATE, *ASSETS.glob("*.typ")):
        assert "eval(" not in file.read_text("utf-8")
