"""Counties, municipalities and ESF regions, shipped as data (290 codes, unchanged since 2007)."""

import csv
from functools import cache
from pathlib import Path

from projects.models import County, EsfRegion, Municipality

DATA = Path(__file__).parent / "data"


def read(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def codes_by_name():
    """Every municipality's code, by its name and by itself."""
    rows = read("municipalities.csv")
    return {row["name"].casefold(): row["code"] for row in rows} | {row["code"]: row["code"] for row in rows}


def municipality_code(text):
    """The four-digit code of a municipality written by name or code; None if there is none such."""
    return codes_by_name().get(text.strip().casefold())


@cache
def names_by_code():
    return {row["code"]: row["name"] for row in read("municipalities.csv")}


def municipality_name(code):
    """The name of a municipality by its four-digit code."""
    return names_by_code()[code]


def load_geography(**kwargs):
    """Put the shipped counties and municipalities in the database; again changes nothing.

    Runs after every migrate (and so after a test's flush), since no page works without them.
    """
    regions = {region.label: region.value for region in EsfRegion}
    County.objects.bulk_create(
        [
            County(
                code=row["county_code"],
                name=row["county_name"],
                nuts3=row["nuts3"],
                nuts2=row["nuts2"],
                esf_region=regions[row["esf_region"]],
            )
            for row in read("counties.csv")
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "nuts3", "nuts2", "esf_region"],
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
