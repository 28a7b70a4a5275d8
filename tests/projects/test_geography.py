"""The 290 municipalities, 21 counties and 8 regions are in every database."""

import csv
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from esfportal.database.swedish_order import swedish_order
from projects.geography import DATA, load_geography, municipality_code
from projects.models import County, EsfRegion, Municipality

DOMAIN = Path(settings.BASE_DIR).parent / "shared" / "domain"


def test_every_database_has_the_municipalities_counties_and_regions(db):
    assert Municipality.objects.count() == 290
    assert County.objects.count() == 21
    assert len(EsfRegion) == 8
    assert set(County.objects.values_list("esf_region", flat=True)) == set(EsfRegion.values)


def test_codes_keep_their_leading_zero_and_have_county_and_region(db):
    oskarshamn = Municipality.objects.select_related("county").get(code="0882")
    assert (oskarshamn.name, oskarshamn.county.name) == ("Oskarshamn", "Kalmar län")
    assert oskarshamn.county.get_esf_region_display() == "Småland och Öarna"
    assert Municipality.objects.get(name="Älvsbyn").code == "2560"
    assert Municipality.objects.get(name="Lycksele").county.esf_region == EsfRegion.OVRE_NORRLAND


@pytest.mark.skipif(not DOMAIN.exists(), reason="the domain's own lists are not next to the project")
@pytest.mark.parametrize("name", ["municipalities.csv", "counties.csv"])
def test_the_shipped_lists_equal_the_domain_lists(name):
    def rows(folder):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    assert rows(DATA) == rows(DOMAIN)


def test_loading_again_corrects_a_name_and_adds_nothing(db):
    Municipality.objects.filter(code="0880").update(name="Kolmar")
    load_geography()
    assert Municipality.objects.get(code="0880").name == "Kalmar"
    assert Municipality.objects.count() == 290


def test_a_municipality_is_found_by_name_or_code():
    assert municipality_code("Västervik") == municipality_code(" västervik ") == "0883"
    assert municipality_code("0883") == "0883"
    assert municipality_code("883") is None


def test_names_sort_in_swedish_order(db):
    names = list(Municipality.objects.order_by(swedish_order("name")).values_list("name", flat=True))
    assert names[0] == "Ale"
    assert names[-1] == "Övertorneå"
    assert names.index("Ystad") < names.index("Åmål") < names.index("Älmhult") < names.index("Öckerö")


def test_every_region_has_a_name_in_both_languages():
    names = {}
    for language in ("sv", "en"):
        with override(language):
            names[language] = {region.value: str(region.label) for region in EsfRegion}
    assert [value for value in EsfRegion.values if names["sv"][value] == names["en"][value]] == ["stockholm"]
    assert EsfRegion.by_swedish_name() == {name: value for value, name in names["sv"].items()}


@pytest.mark.parametrize(
    ("language", "county", "region"),
    [("sv", "Kalmar län", "Småland och Öarna"), ("en", "Kalmar County", "Småland and the Islands")],
)
def test_counties_and_regions_are_named_in_the_readers_language(db, language, county, region):
    with override(language):
        stored = County.objects.get(code="08")
        assert (str(stored), stored.get_esf_region_display()) == (county, region)


def test_every_county_has_an_english_name(db):
    names = County.objects.values_list("name_en", flat=True)
    assert all(name.endswith(" County") for name in names)
