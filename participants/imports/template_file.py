"""The empty file to start from: the headings of a kind of file in one language."""

import csv
import io

from participants.imports.reading.columns import KINDS

NAMES = {
    ("participants", "sv"): "deltagare.csv",
    ("participants", "en"): "participants.csv",
    ("outcomes", "sv"): "handelser.csv",
    ("outcomes", "en"): "outcomes.csv",
}


def empty_file(kind, language):
    """(file name, content): CSV as Swedish Excel opens it, in UTF-8 with a byte-order mark."""
    text = io.StringIO()
    columns = KINDS[kind].columns
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([column.name if language == "en" else column.swedish for column in columns])
    return NAMES[kind, language], text.getvalue().encode("utf-8-sig")
