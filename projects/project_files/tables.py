"""Tables of a project file (docs/project-files.md): their keys, and checks of each row."""

from django.utils.translation import gettext as _

from accounts.models import Organisation
from projects.geography import municipality_code
from projects.models import (
    PART_FIELDS,
    BudgetLine,
    Event,
    FinancingLine,
    Intervention,
    Measure,
    Phase,
    ProgrammePeriod,
    Project,
    ProjectOrganisation,
    ProjectText,
    ReportDuty,
    SubProject,
    Target,
    TargetGroup,
)
from projects.project_files.schema import (
    ParseError,
    Table,
    boolean,
    check_date_order,
    check_path,
    choice,
    list_of,
    point,
    shortened,
    slug,
    text,
)


def municipality(value):
    """Read a municipality, by name or code, and return its code."""
    value = text()(value)
    code = municipality_code(value)
    if code is None:
        reason = _('"%(value)s" is none of the 290 municipalities; write the name or the four-digit code')
        raise ParseError(reason % {"value": shortened(value)})
    return code


def check_project(row):
    yield from check_date_order("starts_on", "ends_on")(row)
    period = ProgrammePeriod(row["programme_period"])
    first, last = period.years
    for key in PERIOD_KEYS.split():
        if row[key] and not first <= row[key].year <= last:
            reason = _("is outside the years %(first)s to %(last)s of programme_period %(period)s")
            yield key, reason % {"first": first, "last": last, "period": period.value}
    if row["esf_share"] is not None and row["esf_share"] > 100:
        yield "esf_share", _("is a per cent from 0 to 100")
    if row["budget_total"] is not None and (row["esf_support"] or 0) > row["budget_total"]:
        yield "esf_support", _("is more than budget_total")


def check_target(row):
    if sum(bool(row[part]) for part in PART_FIELDS) > 1:
        yield (
            next(part for part in PART_FIELDS if row[part]),
            _("name one of %(parts)s, not several") % {"parts": ", ".join(PART_FIELDS)},
        )
    is_share = row["unit"] == Target.Unit.SHARE
    if is_share and row["value"] > 100:
        yield "value", _("is a per cent from 0 to 100")
    if is_share and row["denominator"] == Target.Denominator.TARGET:
        yield "denominator", _("is not target for a share; leave the key out")
    if row["measure"] == Measure.WOMEN_SHARE and not is_share:
        yield "unit", _("women_share is a share")
    if row["measure"] == Measure.WOMEN_SHARE and row["denominator"] == Target.Denominator.LEAVERS:
        yield "denominator", _("women_share is a share of participants")
    needs_compared = is_share and row["measure"] == Measure.BEGAN_OR_INCREASED
    if row["denominator"] and needs_compared != (row["denominator"] == Target.Denominator.COMPARED):
        yield "denominator", _("compared is for a share of began_or_increased, and no other is")
    yield from check_path(row)


def check_target_group(row):
    youngest, oldest = row["min_age"], row["max_age"]
    if youngest is not None and oldest is not None and oldest < youngest:
        yield "max_age", _("is below min_age")


def check_report_duty(row):
    yield from check_date_order("starts_on", "ends_on")(row)
    if row["due_on"] < row["ends_on"]:
        yield "due_on", _("is before ends_on")


COMPONENT_KEYS = (
    "code name name_en target_group target_group_en description description_en results results_en "
    "leader_name employers_text employers_text_en"
)
PERIOD_KEYS = "starts_on ends_on"

FACTS = Table(
    Project,
    tuple(
        f"""slug name name_en short_name short_name_en programme_period programme_area
        programme_area_name programme_area_name_en region case_number
        programme_cci specific_objective {PERIOD_KEYS}
        period_text period_text_en budget_total budget_is_approximate
        esf_support esf_support_is_approximate esf_share contact_name
        contact_email contact_phone staffing staffing_en municipality_count
        partners_text partners_text_en expects_participants
        by_social_partners for_women_in_employment for_public_services supported_public_bodies
        supported_enterprises""".split()
    ),
    required=("slug", "name", "programme_period", "region"),
    readers={
        "municipalities": list_of(municipality),
        "owner_is_published": boolean,
    },
    empty={"municipalities": [], "owner_is_published": True},
    check=check_project,
)

LISTS = {
    "organisations": Table(
        ProjectOrganisation,
        ("role", "note", "note_en"),
        required=("role", "name", "kind"),
        readers={"name": text(200), "name_en": text(200), "kind": choice(Organisation.Kind.choices)},
    ),
    "sub_projects": Table(
        SubProject,
        tuple(COMPONENT_KEYS.split()),
        required=("code", "name"),
        readers={"municipalities": list_of(municipality), "employers": list_of(text(200))},
        empty={"municipalities": [], "employers": []},
    ),
    "interventions": Table(
        Intervention,
        tuple(f"{COMPONENT_KEYS} {PERIOD_KEYS}".split()),
        required=("code", "name"),
        readers={"sub_project": slug(40), "municipality": municipality, "employers": list_of(text(200))},
        empty={"employers": []},
        check=check_date_order("starts_on", "ends_on"),
    ),
    "phases": Table(
        Phase,
        tuple(f"kind {PERIOD_KEYS} period_text period_text_en".split()),
        required=("kind",),
        check=check_date_order("starts_on", "ends_on"),
    ),
    "target_groups": Table(
        TargetGroup,
        ("code", "name", "name_en", "min_age", "max_age", "all_of", "any_of", "note", "note_en"),
        required=("code", "name"),
        check=check_target_group,
    ),
    "targets": Table(
        Target,
        ("code", "label", "label_en", "measure", "comparison", "unit", "value", "path_planned_on"),
        required=("code", "measure", "comparison", "unit", "value"),
        readers={
            "denominator": choice(Target.Denominator.choices),
            "sub_project": slug(40),
            "municipality": municipality,
            "intervention": slug(40),
            "path": list_of(point),
        },
        empty={"path": []},
        check=check_target,
    ),
    "budget_lines": Table(BudgetLine, ("name", "name_en", "amount"), required=("name", "amount")),
    "financing": Table(
        FinancingLine,
        ("source", "planned", "note", "note_en"),
        required=("source",),
        readers={"organisation": text(200)},
    ),
    "events": Table(
        Event,
        ("name", "name_en", "held_on", "place", "description", "description_en"),
        required=("name",),
    ),
    "report_duties": Table(
        ReportDuty,
        tuple(f"kind {PERIOD_KEYS} due_on terms terms_en".split()),
        required=("kind", "starts_on", "ends_on", "due_on"),
        check=check_report_duty,
    ),
}
TEXT = Table(ProjectText, (), readers={"sv": text(lines=True), "en": text(lines=True)})
TEXT_SECTIONS = dict(ProjectText.Section.choices)

# The keys that identify a row of a list.
UNIQUE_KEYS = {
    "organisations": ("name", "role"),
    "sub_projects": ("code",),
    "interventions": ("code",),
    "phases": ("kind",),
    "target_groups": ("code",),
    "targets": ("code",),
    "budget_lines": ("name",),
    "financing": ("source", "organisation"),
    "events": ("name", "held_on"),
    "report_duties": ("kind", "starts_on", "ends_on"),
}
