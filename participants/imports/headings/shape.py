"""Headings that may be kept, and the shape of a file: its set of headings."""

import re
from collections.abc import Collection
from hashlib import sha256

MISTAKES = ("att rätta", "to correct")  # the column of a marked file, which is not read
LONGEST = 60  # characters; a longer one is a text about the list
MOST = 40  # unknown headings that are asked about
# Where the first row is a person's, the headings are a name and a number. Names alone are not told apart.
OF_A_PERSON = re.compile(r"[0-9]{5}|@")
NOT_READ = "-"  # the choice that a column is not read


def may_be_kept(heading: str) -> bool:
    return 0 < len(heading) <= LONGEST and not OF_A_PERSON.search(heading) and heading.isprintable()


def shape_of(header: Collection[str]) -> str:
    """Return a digest of the set of headings, whatever their order and case."""
    headings = sorted({" ".join(heading.split()).casefold() for heading in header if heading} - {*MISTAKES})
    return sha256("\n".join(headings).encode("utf-8", "surrogatepass")).hexdigest()
