"""Name of a month's file, by a pattern without anything of a person."""

import re
from datetime import date

from esfportal.ui.formats import month_text

PLACES = ("{Månad}", "{månad}", "{år}", "{projektnamn}")
PLACE = re.compile(r"\{[^{}]*\}")
UNSAFE = re.compile(r"[^\w.-]+")
LONGEST = 100


def unknown_places(pattern: str) -> list[str]:
    """Return what stands in braces in a pattern and is not known, or is not allowed in a name."""
    found = [each for each in PLACE.findall(pattern) if each not in PLACES]
    return found or re.findall(r"[^\w. -]", PLACE.sub("", pattern))


def file_name(pattern: str, month: date, project_name: str) -> str:
    """Return the name without its ending: Januari2011_Projektnamn."""
    name = month_text(month, "sv").split()[0]
    values = {"{Månad}": name.capitalize(), "{månad}": f"{month:%m}", "{år}": f"{month:%Y}"}
    values["{projektnamn}"] = project_name
    text = PLACE.sub(lambda found: values.get(found[0], ""), pattern)
    return UNSAFE.sub("_", text).strip("._")[:LONGEST] or f"{month:%Y-%m}"
