"""Counties and municipalities, loaded from the CSV files in projects/data."""

import csv
from functools import cache
from pathlib import Path

from projects.models import County, EsfRegion, Municipality

DATA = Path(__file__).parent / "data"  # 290 municipalities, with the same codes since 2007


def read(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def codes_by_name():
    """Return each municipality's code by its name in lower case, and by the code itself."""
    rows = read("municipalities.csv")
    return {row["name"].casefold(): row["code"] for row in rows} | {row["code"]: row["code"] for row in rows}


def municipality_code(text):
    """Return the four-digit code of a municipality given by name or code, or None."""
    return codes_by_name().get(text.strip().casefold())


@cache
def names_by_code():
    return {row["code"]: row["name"] for row in read("municipalities.csv")}


def municipality_name(code):
    return names_by_code()[code]


def load_geography(**kwargs):
    """Add or update all counties and municipalities."""
    regions = EsfRegion.by_swedish_name()
    in_english = {row["county_code"]: row["name_en"] for row in read("counties_in_english.csv")}
    County.objects.bulk_create(
        [
            County(
                code=row["county_code"],
                name=row["county_name"],
                name_en=in_english[row["county_code"]],
                nuts3=row["nuts3"],
                nuts2=row["nuts2"],
                esf_region=regions[row["esf_region"]],
            )
            for row in read("counties.csv")
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "name_en", "nuts3", "nuts2", "esf_region"],
    )
    Municipality.objects.bulk_create(
        [
            Municipality(code=row["code"], name=row["name"], county_id=row["county_code"])
            for row in read("municipalities.csv")
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "county"],
    )
