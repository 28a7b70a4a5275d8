"""Parsing a project file: every mistake is reported by key, and none raises an exception."""

import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from projects.models import (
    BudgetLine,
    Event,
    FinancingLine,
    Intervention,
    Phase,
    Project,
    ProjectOrganisation,
    ReportDuty,
    SubProject,
    Target,
    TargetGroup,
)
from projects.project_files import parser
from projects.project_files.tables import FACTS, LISTS

FILES = Path(settings.BASE_DIR) / "projects" / "files"
SMALLEST = """
slug = "ny"
name = "Nytt projekt"
programme_period = "2014-2020"
region = "Småland och Öarna"
owner_is_published = false
"""


def parse(content):
    with translation.override("en"):
        return parser.parse(content)


def errors_of(text):
    return {error.key: error.reason for error in parse((SMALLEST + text).encode())[1]}


def test_the_smallest_file_leaves_the_rest_unstated():
    file, errors = parse(SMALLEST.encode())
    assert errors == []
    assert file.facts["region"] == "smaland_och_oarna"
    assert file.facts["budget_total"] is None
    assert file.facts["period_text"] == ""
    assert file.facts["expects_participants"] is True
    assert file.lists["targets"] == []
    assert file.texts == {}


def test_missing_required_keys_are_reported():
    keys = {error.key for error in parse(b"")[1]}
    assert keys == {"slug", "name", "programme_period", "region", "organisations"}
    assert [error.reason for error in parse(b"")[1]][:4] == ["has to be stated"] * 4


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("regoin = 1", "regoin", 'unknown key (did you mean "region"?)'),
        ("starts_on = '2020-01-01'", "starts_on", "write a day as 2020-03-31, without quotes, not a text"),
        ("starts_on = 2020-01-01T12:00:00", "starts_on", "write a day as 2020-03-31, without quotes, not a moment"),
        ("starts_on = 2020-02-01\nends_on = 2020-01-01", "ends_on", "is before starts_on"),
        ("starts_on = 0001-01-01", "starts_on", "is in the year 1; check the year"),
        (
            "starts_on = 2013-12-31",
            "starts_on",
            "is outside the years 2014 to 2023 of programme_period 2014-2020",
        ),
        (
            "ends_on = 2019-01-01\n[[phases]]\nkind = 'closing'\nends_on = 2019-02-01",
            "phases[0].ends_on",
            "is after the project's ends_on, 2019-01-01",
        ),
        (
            "starts_on = 2019-01-01\n[[interventions]]\ncode = 'a'\nname = 'A'\nstarts_on = 2018-02-01",
            "interventions[0].starts_on",
            "is before the project's starts_on, 2019-01-01",
        ),
        ("budget_total = -1", "budget_total", "has to be a number, zero or more"),
        ("budget_total = nan", "budget_total", "has to be a number, zero or more"),
        ("budget_total = 1e400000", "budget_total", "is too large; at most 12 figures before the point fit"),
        ("budget_total = 1.005", "budget_total", "has too many decimals; 2 fit"),
        ("budget_total = true", "budget_total", "write a number, not true or false"),
        ("budget_total = 10\nesf_support = 11", "esf_support", "is more than budget_total"),
        ("esf_share = 101", "esf_share", "is a per cent from 0 to 100"),
        ("expects_participants = 1", "expects_participants", "write true or false, not a number"),
        ("municipality_count = 40000", "municipality_count", "has to be from 0 to 32767"),
        ("municipality_count = 2.5", "municipality_count", "write a whole number, not a number"),
        ("contact_email = 'nobody'", "contact_email", "is not an e-mail address"),
        ("short_name = 'a\\u0000b'", None, None),  # single quotes: no escapes in TOML
        ('short_name = "a\\u0000b"', "short_name", "holds a control character; take it away"),
        ('short_name = "a\\nb"', "short_name", "has to be one line"),
        (f"short_name = '{'a' * 41}'", "short_name", "is 41 characters long; at most 40 fit"),
        ("municipalities = 'Kalmar'", "municipalities", "write a list in square brackets, not a text"),
        ("municipalities = ['Kalmar', '0880']", "municipalities", "names something twice"),
        (
            "municipalities = ['Kalmar', 'Nowhere']",
            "municipalities[1]",
            '"Nowhere" is none of the 290 municipalities; write the name or the four-digit code',
        ),
        (
            "[[interventions]]\ncode = 'a'\nname = 'A'\nmunicipality = '2580'",
            "interventions[0].municipality",
            '"Luleå" is not among the project\'s municipalities',
        ),
        ("municipality_count = 1\nmunicipalities = ['0880', '0882']", "municipality_count", None),
        ("targets = 3", "targets", "write a list of tables, [[targets]], not a number"),
        ("targets = [3]", "targets[0]", "write a table with keys, not a number"),
        ("texts = 3", "texts", "write tables, [texts.summary], not a number"),
        ("[texts.sumary]\nsv = 'x'", "texts.sumary", 'unknown section (did you mean "summary"?)'),
        ("[texts.summary]\nde = 'x'", "texts.summary.de", "unknown key"),
        ("[texts.summary]\nsv = 1", "texts.summary.sv", "write a text in quotes, not a number"),
        ("[[phases]]\nkind = 'party'", "phases[0].kind", None),
        ("[[phases]]\nkind = 'closing'\n[[phases]]\nkind = 'closing'", "phases[1].kind", '"closing" is there twice'),
        ("[[target_groups]]\ncode = 'a'\nname = 'A'\nmin_age = 30\nmax_age = 20", "target_groups[0].max_age", None),
        ("[[target_groups]]\ncode = 'a'\nname = 'A'\nany_of = ['tall']", "target_groups[0].any_of[0]", None),
    ],
)  # fmt: skip
def test_a_mistake_is_reported_with_key_and_reason(text, key, reason):
    errors = errors_of(text)
    if key is None:
        assert errors == {}
    else:
        assert list(errors) == [key]
        assert reason is None or errors[key] == reason


def test_a_wrong_region_lists_the_regions():
    text = SMALLEST.replace("Småland och Öarna", "Norrland").encode()
    [error] = parse(text)[1]
    assert error.key == "region"
    assert error.reason.startswith('"Norrland" is not one of Övre Norrland, Mellersta Norrland, ')
    assert error.reason.endswith('(did you mean "Övre Norrland"?)')


TARGET = "code = 't'\nmeasure = 'occupation'\ncomparison = 'at_least'\n"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("unit = 'share'\nvalue = 101", "targets[0].value"),
        ("unit = 'share'\nvalue = 60\ndenominator = 'target'", "targets[0].denominator"),
        ("unit = 'number'\nvalue = 6\nsub_project = 'a'", "targets[0].sub_project"),
        ("unit = 'number'\nvalue = 6\nsub_project = 'a'\nintervention = 'b'", "targets[0].sub_project"),
        ("unit = 'number'\nvalue = 6\nmunicipality = '0880'", "targets[0].municipality"),
        ("unit = 'number'", "targets[0].value"),
    ],
)
def test_impossible_targets_are_rejected(text, key):
    assert list(errors_of(f"[[targets]]\n{TARGET}{text}"))[:1] == [key]


def test_a_share_of_women_is_a_share_of_participants():
    women = "[[targets]]\ncode = 'w'\nmeasure = 'women_share'\ncomparison = 'at_least'\nvalue = 50\n"
    assert list(errors_of(women + "unit = 'number'")) == ["targets[0].unit"]
    assert list(errors_of(women + "unit = 'share'\ndenominator = 'leavers'")) == ["targets[0].denominator"]
    file, _errors = parse((SMALLEST + women + "unit = 'share'").encode())
    assert file.lists["targets"][0]["denominator"] == "participants"


def test_the_default_denominator_follows_from_the_unit():
    for unit, denominator in (("share", "leavers"), ("number", "target")):
        file, _errors = parse(f"{SMALLEST}[[targets]]\n{TARGET}value = 5\nunit = '{unit}'".encode())
        assert file.lists["targets"][0]["denominator"] == denominator


def test_a_project_has_one_owner_and_an_organisation_one_kind():
    organisation = "[[organisations]]\nname = 'A'\nkind = '{}'\nrole = '{}'\n"
    owners = organisation.format("company", "owner") + organisation.format("company", "owner").replace(
        "A", "B"
    )
    assert errors_of(owners) == {"organisations[1].role": "a project has one owner"}
    kinds = organisation.format("company", "owner") + organisation.format("region", "partner")
    assert errors_of(kinds) == {"organisations[1].kind": '"A" is "company" further up'}


def test_a_municipality_belongs_to_one_sub_project():
    part = "[[sub_projects]]\ncode = '{0}'\nname = '{0}'\nmunicipalities = ['{1}']\n"
    text = "municipalities = ['0880']\n" + part.format("a", "0880") + part.format("b", "0880")
    assert list(errors_of(text)) == ["sub_projects[1].municipalities"]
    assert list(errors_of(part.format("a", "0882"))) == ["sub_projects[0].municipalities"]


def test_all_mistakes_are_reported_at_once():
    text = "ends_on = 1\nx = 2\n[[targets]]\n[[phases]]\nkind = 3\n[[events]]\n[texts.what]\n"
    assert set(errors_of(text)) == {
        *("ends_on", "x", "phases[0].kind", "events[0].name", "texts.what"),
        *(f"targets[0].{key}" for key in ("code", "measure", "comparison", "unit", "value")),
    }


def test_references_to_rows_with_mistakes_are_not_reported():
    intervention = "[[interventions]]\ncode = 'Å'\nname = 'Å'\n"
    text = f"{intervention}[[targets]]\n{TARGET}unit = 'number'\nvalue = 1\nintervention = 'a'"
    assert list(errors_of(text)) == ["interventions[0].code"]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a = ", b"a = 1\na = 2", b"[[[", b"a = " + b"[" * 5000])
def test_invalid_toml_is_one_mistake(content):
    file, errors = parse(content)
    assert file is None
    assert [error.key for error in errors] == ["file"]


def test_a_number_too_long_to_read_is_a_mistake():
    assert parse(b"a = " + b"9" * 5000)[1]


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**40), 10**40)
    | st.floats()
    | st.text(max_size=20)
    | st.dates()
    | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
# Known keys with random values find more than random keys would.
KEYS = st.sampled_from([*FACTS.all_readers, *LISTS, "texts", "unknown"])


@given(st.binary(max_size=200))
@example(b'a."\\u0000" = 1')
def test_no_bytes_end_in_a_traceback(content):
    file, errors = parse(content)
    assert (file is None) == bool(errors)


@given(st.text(max_size=200))
def test_no_text_ends_in_a_traceback(text):
    file, errors = parse(text.encode("utf-8", "surrogatepass"))
    assert (file is None) == bool(errors)


@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_no_values_end_in_a_traceback(data):
    file, errors = parse(as_toml(data).encode("utf-8", "replace"))
    assert (file is None) == bool(errors)


@given(st.sampled_from(list(LISTS)), st.dictionaries(st.text(max_size=12), VALUES, max_size=6), st.data())
def test_no_row_ends_in_a_traceback(name, extra, data):
    known = data.draw(st.dictionaries(st.sampled_from(list(LISTS[name].all_readers)), VALUES, max_size=6))
    file, errors = parse((SMALLEST + as_toml({name: [extra | known]})).encode("utf-8", "replace"))
    assert (file is None) == bool(errors)


def as_toml(data):
    return "".join(f"{quoted(key)} = {literal(value)}\n" for key, value in data.items())


def quoted(text):
    return '"' + "".join(f"\\U{ord(char):08x}" for char in text if not 0xD800 <= ord(char) < 0xE000) + '"'


def literal(value):
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    return "''" if value is None else str(value)


def test_every_model_field_has_a_key():
    # A new field of a model is either in the file, or named here with the reason.
    not_keys = {
        # set by the program: primary key, order, project
        *("id", "project", "position", "created_by", "added_at", "is_public"),
        # written with another key: names, codes, lists
        *("organisation", "municipality", "sub_project", "intervention", "employers", "denominator"),
        *("organisations", "municipalities"),
        # the leader's settings, no facts of the project
        *("case_workers_correct_identity", "hours_rounding"),
        "change_reason",
    }
    models = {
        "organisations": ProjectOrganisation,
        "sub_projects": SubProject,
        "interventions": Intervention,
        "phases": Phase,
        "target_groups": TargetGroup,
        "targets": Target,
        "budget_lines": BudgetLine,
        "financing": FinancingLine,
        "events": Event,
        "report_duties": ReportDuty,
    }
    tables = {None: (FACTS, Project)} | {name: (LISTS[name], model) for name, model in models.items()}
    for name, (table, model) in tables.items():
        fields = {field.name for field in [*model._meta.fields, *model._meta.many_to_many]}
        assert fields - not_keys <= set(table.all_readers), name


def test_the_documentation_names_every_key():
    text = (Path(settings.BASE_DIR) / "docs" / "project-files.md").read_text(encoding="utf-8")
    keys = {key for table in (FACTS, *LISTS.values()) for key in table.all_readers}
    assert [key for key in sorted({*keys, *LISTS, "texts"}) if f"`{key}`" not in text] == []


def test_the_documented_example_loads():
    text = (Path(settings.BASE_DIR) / "docs" / "project-files.md").read_text(encoding="utf-8")
    example_file = text.split("```toml\n")[-1].split("```")[0]
    file, errors = parse(example_file.encode())
    assert errors == []
    used = {key for key, value in tomllib.loads(example_file).items() if value}
    assert {*LISTS, "texts", "municipalities"} <= used
    assert file.slug == "nya-vagar"


@pytest.mark.parametrize("path", sorted(FILES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_five_files_are_read_without_a_mistake(path):
    file, errors = parse(path.read_bytes())
    assert errors == []
    assert file.slug == path.stem


def test_the_example_to_download_is_the_documented_one():
    text = (Path(settings.BASE_DIR) / "docs" / "project-files.md").read_text(encoding="utf-8")
    example_file = Path(settings.BASE_DIR) / "projects" / "data" / "example.toml"
    assert f"```toml\n{example_file.read_text(encoding='utf-8')}```" in text


def test_a_mistake_names_its_line():
    text = '[[targets]]\ncode = "a"\nlabel = """\n[[targets]]\nvalue = 1"""\n'
    text += 'measure = "x"  # value = 2\n[[phases]] # ]\n'
    errors = {error.key: error.line for error in parse((SMALLEST + text + "kind = [\n3]").encode())[1]}
    assert errors["targets[0].measure"] == 12
    assert errors["targets[0].value"] == 7  # has to be stated: the line of its table
    assert errors["phases[0].kind"] == 14
    assert parse(b"slug = 'a'\nslug = 'b'\n")[1][0].line == 2
