"""A stored project as the text of a project file, which changes nothing when it is loaded."""

import re
from datetime import date
from decimal import Decimal

from projects.geography import municipality_name
from projects.models import PART_FIELDS, EsfRegion, ProjectOrganisation
from projects.project_files.schema import default_for
from projects.project_files.tables import FACTS, LISTS, TEXT_SECTIONS
from projects.target_path import Point, points_from

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def project_as_toml(project):
    blocks = [_block("", _facts(project), FACTS)]
    for name, table in LISTS.items():
        for row in _rows(project, name):
            blocks.append(_block(f"[[{name}]]", _values(row, name), table))
    texts = {}
    for text in project.texts.all():
        texts.setdefault(text.section, {"sv": "", "en": ""})[text.language] = text.body
    for section in TEXT_SECTIONS:
        if section in texts:
            lines = (f"{language} = {_text(body, long=True)}\n" for language, body in texts[section].items())
            blocks.append(f"[texts.{section}]\n" + "".join(lines))
    return "\n".join(blocks)


def _rows(project, name):
    if name == "organisations":
        return project.partners.select_related("organisation")
    rows = getattr(project, name)
    related = {"targets": PART_FIELDS, "interventions": ("sub_project", "municipality")}
    related["financing"] = ("organisation",)
    rows = rows.select_related(*related[name]) if name in related else rows.all()
    many = {"sub_projects": ("employers", "project_municipalities"), "interventions": ("employers",)}
    return rows.prefetch_related(*many[name]) if name in many else rows


def _facts(project):
    owner = ProjectOrganisation.Role.OWNER
    codes = project.project_municipalities.order_by("municipality__name").values_list(
        "municipality", flat=True
    )
    return {key: getattr(project, key) for key in FACTS.keys} | {
        "region": next(name for name, code in EsfRegion.by_swedish_name().items() if code == project.region),
        "municipalities": [municipality_name(code) for code in codes],
        "owner_is_published": project.partners.filter(role=owner).exists(),
    }


def _values(row, name):
    table = LISTS[name]
    values = {key: getattr(row, key) for key in table.keys}
    readers = table.readers
    if name == "organisations":
        values |= {key: getattr(row.organisation, key) for key in readers}
    if "denominator" in readers:
        values["denominator"] = row.denominator
    if "municipalities" in readers:
        codes = [each.municipality_id for each in row.project_municipalities.all()]
        values["municipalities"] = sorted(map(municipality_name, codes))
    if "employers" in readers:
        values["employers"] = sorted(employer.name for employer in row.employers.all())
    if "municipality" in readers and row.municipality_id:
        values["municipality"] = municipality_name(row.municipality_id)
    for key in ("sub_project", "intervention"):
        if key in readers and getattr(row, key):
            values[key] = getattr(row, key).code
    if "path" in readers:
        values["path"] = points_from(row.path)
    if "organisation" in readers and row.organisation:
        values["organisation"] = row.organisation.name
    return values


def _block(heading, values, table):
    empty = {key: default_for(table.model._meta.get_field(key)) for key in table.keys} | table.empty
    lines = [heading] if heading else []
    for key in table.all_readers:
        value = values.get(key)
        if value not in (None, "", []) and value != empty.get(key):
            lines.append(f"{key} = {_literal(value)}")
    return "".join(f"{line}\n" for line in lines)


def _literal(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, Point):
        return f"{{ day = {value.day}, number = {value.number} }}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, int | date):
        return str(value)
    return _text(str(value))


def _text(text, *, long=False):
    text = text.replace("\r\n", "\n")
    if "\n" in text or (long and text):
        # The newline after the quotes is no part of the text.
        escaped = re.sub(r'"(?=""|$)', '\\"', text.replace("\\", "\\\\"))
        return f'"""\n{escaped}"""'
    return '"' + "".join(ESCAPES.get(character, character) for character in text) + '"'
