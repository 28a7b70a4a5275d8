"""Project files: tables and parser (docs/project-files.md). Reads no database."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import Organisation
from projects.file_schema import (
    FileError,
    ParseError,
    Table,
    boolean,
    check_date_order,
    check_path,
    choice,
    did_you_mean,
    join,
    list_of,
    path_mistakes,
    point,
    slug,
    text,
    type_name,
)
from projects.geography import municipality_code, municipality_name
from projects.models import (
    PART_FIELDS,
    REPORT_KINDS,
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


def municipality(value):
    """Read a municipality, by name or code, and return its code."""
    value = text()(value)
    code = municipality_code(value)
    if code is None:
        raise ParseError(
            f'"{value}" is none of the 290 municipalities; write the name or the four-digit code'
        )
    return code


def check_project(row):
    yield from check_date_order("starts_on", "ends_on")(row)
    period = ProgrammePeriod(row["programme_period"])
    first, last = period.years
    for key in PERIOD_KEYS.split():
        if row[key] and not first <= row[key].year <= last:
            yield key, f"is outside the years {first} to {last} of programme_period {period.value}"
    if row["esf_share"] is not None and row["esf_share"] > 100:
        yield "esf_share", "is a per cent from 0 to 100"
    if row["budget_total"] is not None and (row["esf_support"] or 0) > row["budget_total"]:
        yield "esf_support", "is more than budget_total"


def check_target(row):
    if sum(bool(row[part]) for part in PART_FIELDS) > 1:
        yield (
            next(part for part in PART_FIELDS if row[part]),
            f"name one of {', '.join(PART_FIELDS)}, not several",
        )
    is_share = row["unit"] == Target.Unit.SHARE
    if is_share and row["value"] > 100:
        yield "value", "is a per cent from 0 to 100"
    if is_share and row["denominator"] == Target.Denominator.TARGET:
        yield "denominator", "a share is a share of leavers or participants"
    if row["measure"] == Measure.WOMEN_SHARE and not is_share:
        yield "unit", "women_share is a share"
    if row["measure"] == Measure.WOMEN_SHARE and row["denominator"] == Target.Denominator.LEAVERS:
        yield "denominator", "women_share is a share of participants"
    needs_compared = is_share and row["measure"] == Measure.BEGAN_OR_INCREASED
    if row["denominator"] and needs_compared != (row["denominator"] == Target.Denominator.COMPARED):
        yield "denominator", "compared is for a share of began_or_increased, and no other is"
    yield from check_path(row)


def check_target_group(row):
    youngest, oldest = row["min_age"], row["max_age"]
    if youngest is not None and oldest is not None and oldest < youngest:
        yield "max_age", "is below min_age"


def check_report_duty(row):
    yield from check_date_order("starts_on", "ends_on")(row)
    if row["due_on"] < row["ends_on"]:
        yield "due_on", "is before ends_on"


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


@dataclass(frozen=True)
class ProjectFile:
    """The content of a project file; rows refer to parts by code."""

    facts: dict
    lists: dict[str, list[dict]]
    texts: dict[str, dict[str, str]]  # {section: {"sv": text, "en": text}}; "" is "no information"

    @property
    def slug(self):
        return self.facts["slug"]


def parse(content):
    """Return (ProjectFile, []) from the file's bytes, or (None, the FileErrors)."""
    try:
        data = tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError:
        return None, [FileError("file", "is not UTF-8 text")]
    except RecursionError:  # raised by tomllib for thousands of nested brackets
        return None, [FileError("file", "is not TOML: brackets within brackets without end")]
    except (ValueError, ArithmeticError) as error:  # the second from Decimal
        return None, [FileError("file", f"is not TOML: {error}")]
    errors = []
    file = read_data(data, errors)
    errors.extend(cross_check(file, unreliable={re.split(r"[.\[]", error.key)[0] for error in errors}))
    return (None if errors else file), errors


def read_data(data, errors):
    known = [*FACTS.all_readers, *LISTS, "texts"]
    for key in data:
        if key not in known:
            errors.append(FileError(key, f"unknown key{did_you_mean(key, known)}"))
    facts = FACTS.read({key: data[key] for key in FACTS.all_readers if key in data}, "", errors)
    lists = {name: table.read_list(data.get(name, []), name, errors) for name, table in LISTS.items()}
    # After the tables, because the default depends on two other keys.
    for row in lists["targets"]:
        row["denominator"] = row["denominator"] or Target.default_denominator(row["measure"], row["unit"])
    return ProjectFile(facts, lists, read_texts(data.get("texts", {}), errors))


def read_texts(data, errors):
    if not isinstance(data, dict):
        errors.append(FileError("texts", f"write tables, [texts.summary], not {type_name(data)}"))
        return {}
    for section in data:
        if section not in TEXT_SECTIONS:
            errors.append(
                FileError(join("texts", section), f"unknown section{did_you_mean(section, TEXT_SECTIONS)}")
            )
    return {
        section: TEXT.read(data[section], join("texts", section), errors)
        for section in TEXT_SECTIONS
        if section in data
    }


def cross_check(file, unreliable):
    """Yield the mistakes between tables: duplicate rows, and references to rows that are missing.

    unreliable: the top-level keys with mistakes. References to them are not checked.
    """
    for name, rows in file.lists.items():
        yield from check_duplicates(name, rows)
    yield from check_organisations(file.lists["organisations"])
    if "municipalities" not in unreliable:
        yield from check_municipalities(file)
    yield from check_parts(file, unreliable)
    if not unreliable & {*PERIOD_KEYS.split(), "programme_period"}:
        yield from check_days(file)
        if "targets" not in unreliable:
            yield from check_points(file)
    if not unreliable & {"programme_period", "report_duties"}:
        yield from check_report_kinds(file)
    organisations = {row["name"] for row in file.lists["organisations"]}
    for number, row in enumerate(file.lists["financing"]):
        known = "organisations" in unreliable or row["organisation"] in organisations
        if row["organisation"] and not known:
            yield FileError(f"financing[{number}].organisation", "is not among the file's organisations")


def check_duplicates(name, rows):
    seen = Counter()
    for number, row in enumerate(rows):
        key = tuple(row[part] for part in UNIQUE_KEYS[name])
        seen[key] += 1
        if seen[key] == 2 and key[0]:  # an empty key is reported as missing
            words = ", ".join(str(part) for part in key if part)
            yield FileError(f"{name}[{number}].{UNIQUE_KEYS[name][0]}", f'"{words}" is there twice')


def check_organisations(organisations):
    owners = [n for n, row in enumerate(organisations) if row["role"] == ProjectOrganisation.Role.OWNER]
    for number in owners[1:]:  # every owner after the first
        yield FileError(f"organisations[{number}].role", "a project has one owner")
    kinds = {}
    for number, row in enumerate(organisations):
        kind = kinds.setdefault(row["name"], row["kind"])
        if row["name"] and kind and row["kind"] and kind != row["kind"]:
            yield FileError(f"organisations[{number}].kind", f'"{row["name"]}" is "{kind}" further up')


def check_municipalities(file):
    taken, of_project = set(), file.facts["municipalities"]
    count = file.facts["municipality_count"]
    if count is not None and count < len(of_project):
        yield FileError("municipality_count", f"is less than the {len(of_project)} that are named")
    for number, row in enumerate(file.lists["sub_projects"]):
        for code in row["municipalities"]:
            key = f"sub_projects[{number}].municipalities"
            if code not in of_project:
                yield FileError(key, not_in_project(code))
            if code in taken:
                yield FileError(key, f'"{municipality_name(code)}" belongs to another sub-project')
            taken.add(code)


def not_in_project(code):
    return f'"{municipality_name(code)}" is not among the project\'s municipalities'


def check_days(file):
    """Yield the parts whose days are outside the project's."""
    first, last = file.facts["starts_on"], file.facts["ends_on"]
    for name in ("phases", "interventions", "report_duties"):
        for number, row in enumerate(file.lists[name]):
            for key in PERIOD_KEYS.split():
                if first and row[key] and row[key] < first:
                    yield FileError(f"{name}[{number}].{key}", f"is before the project's starts_on, {first}")
                if last and row[key] and row[key] > last:
                    yield FileError(f"{name}[{number}].{key}", f"is after the project's ends_on, {last}")


def check_points(file):
    """Yield the points that are on no path from the project's start to the goal at its end."""
    for number, row in enumerate(file.lists["targets"]):
        for key, reason in path_mistakes(row, file.facts["starts_on"], file.facts["ends_on"]):
            yield FileError(f"targets[{number}].{key}", reason)


def check_report_kinds(file):
    period = ProgrammePeriod(file.facts["programme_period"])
    for number, row in enumerate(file.lists["report_duties"]):
        if row["kind"] not in (kinds := REPORT_KINDS[period].all):
            reason = f'"{row["kind"]}" is not a report of {period.value}; there is {", ".join(kinds)}'
            yield FileError(f"report_duties[{number}].kind", reason)


def check_owner(file):
    """Yield a mistake if the file neither names the project's owner nor says that it is not published."""
    has_owner = any(row["role"] == ProjectOrganisation.Role.OWNER for row in file.lists["organisations"])
    if file.facts["owner_is_published"] and not has_owner:
        yield FileError(
            "organisations",
            'none has role = "owner"; name the owner, or write owner_is_published = false at the top',
        )


def check_parts(file, unreliable):
    known = {
        "sub_project": ("sub_projects", {row["code"] for row in file.lists["sub_projects"]}),
        "intervention": ("interventions", {row["code"] for row in file.lists["interventions"]}),
        "municipality": ("municipalities", set(file.facts["municipalities"])),
    }
    for name in ("interventions", "targets"):
        for number, row in enumerate(file.lists[name]):
            for part, (where, codes) in known.items():
                code = row.get(part)
                # A reference into a list with mistakes may be right: the row could not be read.
                if code and code not in codes and where not in unreliable:
                    is_municipality = part == "municipality"
                    reason = not_in_project(code) if is_municipality else f'"{code}" is not in the file'
                    yield FileError(f"{name}[{number}].{part}", reason)
