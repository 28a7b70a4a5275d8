"""Parser of project files (docs/project-files.md). Reads no database."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.geography import municipality_name
from projects.models import REPORT_KINDS, ProgrammePeriod, ProjectOrganisation, Target
from projects.project_files.lines import TooDeep, check_depth, key_lines, line_of
from projects.project_files.schema import (
    FileError,
    did_you_mean,
    join,
    path_mistakes,
    shortened,
    type_name,
    unknown_key,
)
from projects.project_files.tables import FACTS, LISTS, PERIOD_KEYS, TEXT, TEXT_SECTIONS, UNIQUE_KEYS

LARGEST = 128 * 1024  # bytes; the largest of the five published projects has 7 000
SYNTAX_ERROR = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)
# The parser's own words, and what to do.
SYNTAX_HINTS = {
    "Cannot overwrite": gettext_lazy("the key is written twice; take one away"),
    "Cannot declare": gettext_lazy("the table is there twice; take one away"),
    "Cannot redefine": gettext_lazy("the table is there twice; take one away"),
    "Expected '='": gettext_lazy("write the key, an equals sign and the value"),
    "Expected ']": gettext_lazy("close the square brackets around the table's name"),
    "Expected newline": gettext_lazy("begin a new line after the value"),
    "Invalid initial": gettext_lazy("write the key in letters, figures, hyphens and underscores"),
    "Invalid statement": gettext_lazy(
        "write a key, an equals sign and a value, or a table in square brackets"
    ),
    "Invalid value": gettext_lazy("write texts in quotes, days as 2020-03-31, and numbers without spaces"),
    "Invalid date": gettext_lazy("there is no such day; check the month and the day"),
    "Unclosed array": gettext_lazy("close the list with a square bracket, and put commas between its values"),
    "Unclosed inline": gettext_lazy("close the curly bracket"),
    "Unescaped": gettext_lazy("write two backslashes instead of one in a text"),
    "Unterminated": gettext_lazy("close the text with a quotation mark"),
    "Found invalid": gettext_lazy("close the text before the end of the line, or begin it with three quotes"),
    "Illegal character": gettext_lazy(
        "close the text before the end of the line, or begin it with three quotes"
    ),
}


@dataclass(frozen=True)
class ProjectFile:
    """The content of a project file; rows refer to parts by code."""

    facts: dict
    lists: dict[str, list[dict]]
    texts: dict[str, dict[str, str]]  # {section: {"sv": text, "en": text}}; "" is "no information"
    lines: dict[str, int] = field(default_factory=dict, compare=False, repr=False)  # of each key

    @property
    def slug(self):
        return self.facts["slug"]

    def located(self, errors):
        return [replace(error, line=line_of(error.key, self.lines)) for error in errors]


def parse(content):
    """Return (ProjectFile, []) from the file's bytes, or (None, the FileErrors)."""
    if len(content) > LARGEST:
        reason = _("is larger than %(limit)s kB; a project file is text that a person has written")
        return None, [FileError("file", reason % {"limit": LARGEST // 1024})]
    try:
        text = content.decode("utf-8-sig")
        check_depth(text)
        data = tomllib.loads(text, parse_float=Decimal)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, [FileError("file", _("is not UTF-8 text; save it as UTF-8 and try again"), line)]
    except TooDeep as error:
        return None, [FileError("file", _("has brackets or keys within one another without end"), error.line)]
    except (ValueError, ArithmeticError) as error:  # the second from Decimal
        return None, [syntax_error(str(error))]
    return check(data, key_lines(text))


def check(data, lines=None):
    """Return (ProjectFile, []) from the values that a file has, or (None, the FileErrors)."""
    errors = []
    file = replace(read_data(data, errors), lines=lines or {})
    errors.extend(cross_check(file, unreliable={re.split(r"[.\[]", error.key)[0] for error in errors}))
    return (None, file.located(errors)) if errors else (file, [])


def syntax_error(message):
    found = SYNTAX_ERROR.fullmatch(message)
    words, line = (found[1], found[2]) if found else (message, None)
    hint = next((hint for begin, hint in SYNTAX_HINTS.items() if words.startswith(begin)), words)
    return FileError("file", _("is not TOML: %(reason)s") % {"reason": hint}, int(line) if line else None)


def read_data(data, errors):
    known = [*FACTS.all_readers, *LISTS, "texts"]
    for key in data:
        if key not in known:
            errors.append(unknown_key("", key, known))
    facts = FACTS.read({key: data[key] for key in FACTS.all_readers if key in data}, "", errors)
    lists = {name: table.read_list(data.get(name, []), name, errors) for name, table in LISTS.items()}
    # After the tables, because the default depends on two other keys.
    for row in lists["targets"]:
        row["denominator"] = row["denominator"] or Target.default_denominator(row["measure"], row["unit"])
    return ProjectFile(facts, lists, read_texts(data.get("texts", {}), errors))


def read_texts(data, errors):
    if not isinstance(data, dict):
        reason = _("write tables, [texts.summary], not %(kind)s") % {"kind": type_name(data)}
        errors.append(FileError("texts", reason))
        return {}
    for section in data:
        if section not in TEXT_SECTIONS:
            reason = _("unknown section") + did_you_mean(section, TEXT_SECTIONS)
            errors.append(FileError(join("texts", shortened(section)), reason))
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
    if not unreliable & {"organisations", "owner_is_published"}:
        yield from check_owner(file)
    if "municipalities" not in unreliable:
        yield from check_municipalities(file)
    yield from check_parts(file, unreliable)
    if not unreliable & {*PERIOD_KEYS.split(), "programme_period"}:
        yield from check_days(file)
        if "targets" not in unreliable:
            yield from check_points(file)
    if not unreliable & {"programme_period", "report_duties"}:
        yield from check_report_kinds(file)


def check_duplicates(name, rows):
    seen = Counter()
    for number, row in enumerate(rows):
        key = tuple(row[part] for part in UNIQUE_KEYS[name])
        seen[key] += 1
        if seen[key] == 2 and key[0]:  # an empty key is reported as missing
            words = ", ".join(str(part) for part in key if part)
            yield FileError(
                f"{name}[{number}].{UNIQUE_KEYS[name][0]}", _('"%(words)s" is there twice') % {"words": words}
            )


def check_organisations(organisations):
    owners = [n for n, row in enumerate(organisations) if row["role"] == ProjectOrganisation.Role.OWNER]
    for number in owners[1:]:  # every owner after the first
        yield FileError(f"organisations[{number}].role", _("a project has one owner"))
    kinds = {}
    for number, row in enumerate(organisations):
        kind = kinds.setdefault(row["name"], row["kind"])
        if row["name"] and kind and row["kind"] and kind != row["kind"]:
            reason = _('"%(name)s" is "%(kind)s" further up') % {"name": row["name"], "kind": kind}
            yield FileError(f"organisations[{number}].kind", reason)


def check_municipalities(file):
    taken, of_project = set(), file.facts["municipalities"]
    count = file.facts["municipality_count"]
    if count is not None and count < len(of_project):
        reason = _("is less than the %(count)s that are named") % {"count": len(of_project)}
        yield FileError("municipality_count", reason)
    for number, row in enumerate(file.lists["sub_projects"]):
        for code in row["municipalities"]:
            key = f"sub_projects[{number}].municipalities"
            if code not in of_project:
                yield FileError(key, not_in_project(code))
            if code in taken:
                reason = _('"%(name)s" belongs to another sub-project')
                yield FileError(key, reason % {"name": municipality_name(code)})
            taken.add(code)


def not_in_project(code):
    reason = _('"%(name)s" is not among the project\'s municipalities')
    return reason % {"name": municipality_name(code)}


def check_days(file):
    """Yield the parts whose days are outside the project's."""
    first, last = file.facts["starts_on"], file.facts["ends_on"]
    before, after = (
        _("is before the project's starts_on, %(day)s"),
        _("is after the project's ends_on, %(day)s"),
    )
    for name in ("phases", "interventions", "report_duties"):
        for number, row in enumerate(file.lists[name]):
            for key in PERIOD_KEYS.split():
                if first and row[key] and row[key] < first:
                    yield FileError(f"{name}[{number}].{key}", before % {"day": first})
                if last and row[key] and row[key] > last:
                    yield FileError(f"{name}[{number}].{key}", after % {"day": last})


def check_points(file):
    """Yield the points that are on no path from the project's start to the goal at its end."""
    for number, row in enumerate(file.lists["targets"]):
        for key, reason in path_mistakes(row, file.facts["starts_on"], file.facts["ends_on"]):
            yield FileError(f"targets[{number}].{key}", reason)


def check_report_kinds(file):
    period = ProgrammePeriod(file.facts["programme_period"])
    reason = _('"%(kind)s" is not a report of %(period)s; there is %(kinds)s')
    for number, row in enumerate(file.lists["report_duties"]):
        if row["kind"] not in (kinds := REPORT_KINDS[period].all):
            words = {"kind": row["kind"], "period": period.value, "kinds": ", ".join(kinds)}
            yield FileError(f"report_duties[{number}].kind", reason % words)


def check_owner(file):
    """Yield a mistake if the file neither names the project's owner nor says that it is not published."""
    has_owner = any(row["role"] == ProjectOrganisation.Role.OWNER for row in file.lists["organisations"])
    if file.facts["owner_is_published"] and not has_owner:
        reason = _('none has role = "owner"; name the owner, or write owner_is_published = false at the top')
        yield FileError("organisations", reason)


def check_parts(file, unreliable):
    known = {
        "sub_project": ("sub_projects", {row["code"] for row in file.lists["sub_projects"]}),
        "intervention": ("interventions", {row["code"] for row in file.lists["interventions"]}),
        "municipality": ("municipalities", set(file.facts["municipalities"])),
    }
    missing = _('"%(code)s" is not in the file')
    for name in ("interventions", "targets"):
        for number, row in enumerate(file.lists[name]):
            for part, (where, codes) in known.items():
                code = row.get(part)
                # A reference into a list with mistakes may be right: the row could not be read.
                if code and code not in codes and where not in unreliable:
                    is_municipality = part == "municipality"
                    reason = not_in_project(code) if is_municipality else missing % {"code": code}
                    yield FileError(f"{name}[{number}].{part}", reason)
