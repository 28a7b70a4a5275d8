"""Empty files with the headings in one language, to start from."""

import csv
import io

from participants.imports.reading.columns import FORMATS

NAMES = {
    ("participants", "sv"): "deltagare.csv",
    ("participants", "en"): "participants.csv",
    ("outcomes", "sv"): "handelser.csv",
    ("outcomes", "en"): "outcomes.csv",
}


def empty_file(kind: str, language: str) -> tuple[str, bytes]:
    """Return (file name, content)."""
    text = io.StringIO()
    columns = FORMATS[kind].columns
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([column.name if language == "en" else column.swedish for column in columns])
    # Swedish Excel opens CSV with semicolons, and UTF-8 only with a byte-order mark.
    return NAMES[kind, language], text.getvalue().encode("utf-8-sig")
