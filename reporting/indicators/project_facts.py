"""Project facts on the title page, frozen with the figures."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from accounts.models import Organisation
from projects.kept_items import items
from projects.models import Municipality, Project, ProjectOrganisation
from reporting.indicators.document import ProjectFacts
from reporting.indicators.names import Name

Role = ProjectOrganisation.Role


def project_facts(project: Project, municipalities: Iterable[Municipality]) -> ProjectFacts:
    organisations: dict[Any, list[Name]] = {role: [] for role in Role.values}
    for partner in items(project, "partners"):
        organisations[partner.role].append(_organisation(partner.organisation))
    return ProjectFacts(
        slug=project.slug,
        name=Name(project.name, project.name_en),
        owner=_together(organisations[Role.OWNER]),
        region=_region(project, "sv"),
        programme_period=project.programme_period,
        programme_area=_programme_area(project),
        period_text=Name(project.period_text, project.period_text_en),
        case_number=project.case_number,
        partners=organisations[Role.PARTNER] + organisations[Role.COOPERATION],
        funders=organisations[Role.FUNDER] + organisations[Role.CO_FINANCIER],
        municipalities=[Name(each.name, "") for each in municipalities],
        expects_participants=project.expects_participants,
        budget_total=_kronor(project.budget_total),
        esf_support=_kronor(project.esf_amount),
        budget_is_approximate=project.budget_is_approximate,
        esf_support_is_approximate=project.esf_amount_is_approximate,
        other_parties=Name(project.partners_text, project.partners_text_en),
        region_en=_region(project, "en"),
        starts_on=_iso(project.starts_on),
        ends_on=_iso(project.ends_on),
    )


def _organisation(organisation: Organisation) -> Name:
    return Name(organisation.name, organisation.name_en)


def _together(names: list[Name]) -> Name:
    swedish = ", ".join(name.sv for name in names)
    english = ", ".join(name.in_language("en") for name in names)
    return Name(swedish, "" if english == swedish else english)


def _programme_area(project: Project) -> Name:
    def named(name: str) -> str:
        return f"{project.programme_area} {name}".strip()

    english = project.programme_area_name_en
    return Name(named(project.programme_area_name), named(english) if english else "")


def _region(project: Project, language: str) -> str:
    with override(language):  # whatever the language of the request that the figures are made in
        return str(project.get_region_display())


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _kronor(amount: Decimal | None) -> str:
    return "" if amount is None else str(amount)
