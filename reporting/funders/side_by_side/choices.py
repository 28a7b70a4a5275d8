"""Choices of the filter: the programme areas, counties and owners of the listed projects."""

from dataclasses import dataclass
from hashlib import sha256

from accounts.models import Organisation
from esfportal.database.swedish_order import sort_key
from esfportal.languages import in_language
from projects.models import County


@dataclass(frozen=True)
class Area:
    name: str
    conditions: dict  # of its projects


def areas_of(projects):
    """Return {key in the address: Area}: areas of different periods share a number and have other names."""
    named = ("programme_area", "programme_area_name", "programme_area_name_en")
    found = {}
    for number, name, name_en in projects.order_by().values_list(*named).distinct():
        if number or name:
            conditions = {"programme_area": number, "programme_area_name": name}
            shown = " ".join(filter(None, [number, in_language(name, name_en)]))
            # Not the name: the address is the same in both languages.
            found[sha256(f"{number} {name}".encode()).hexdigest()[:8]] = Area(shown, conditions)
    return dict(sorted(found.items(), key=lambda item: sort_key(item[1].name)))


def counties_of(projects):
    found = County.objects.filter(municipality__projects__in=projects).distinct()
    return _sorted((county.pk, county.display_name) for county in found)


def owners_of(projects):
    found = Organisation.objects.filter(partnerships__role="owner", partnerships__project__in=projects)
    return _sorted((str(owner.pk), owner.display_name) for owner in found.distinct())


def _sorted(choices):
    return sorted(choices, key=lambda choice: sort_key(choice[1]))
