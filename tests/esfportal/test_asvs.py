"""The table of OWASP ASVS 5.0: each requirement of levels 1 and 2 once, with tests and files that exist."""

import ast
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "security" / "asvs.md"
TEXT = DOCUMENT.read_text()
RESULTS = {"met", "partly", "not met", "does not apply"}
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.*) \|$", re.MULTILINE)
FIELDS = ("text", "result", "where", "tests")
ROWS = [(name, dict(zip(FIELDS, cells.split(" | "), strict=True))) for name, cells in ROW.findall(TEXT)]
# Section: its requirements of levels 1 and 2 (those of level 3 are missing).
REQUIREMENTS = """
1.1: 1 2
1.2: 1 2 3 4 5 6 7 8 9
1.3: 1 2 3 4 5 6 7 8 9 10 11
1.4: 1 2 3
1.5: 1 2
2.1: 1 2 3
2.2: 1 2 3
2.3: 1 2 3 4
2.4: 1
3.2: 1 2
3.3: 1 2 3 4
3.4: 1 2 3 4 5 6
3.5: 1 2 3 4 5
3.7: 1 2
4.1: 1 2 3
4.2: 1
4.3: 1 2
4.4: 1 2 3 4
5.1: 1
5.2: 1 2 3
5.3: 1 2
5.4: 1 2 3
6.1: 1 2 3
6.2: 1 2 3 4 5 6 7 8 9 10 11 12
6.3: 1 2 3 4
6.4: 1 2 3 4
6.5: 1 2 3 4 5
6.6: 1 2 3
6.8: 1 2 3 4
7.1: 1 2 3
7.2: 1 2 3 4
7.3: 1 2
7.4: 1 2 3 4 5
7.5: 1 2
7.6: 1 2
8.1: 1 2
8.2: 1 2 3
8.3: 1
8.4: 1
9.1: 1 2 3
9.2: 1 2 3 4
10.1: 1 2
10.2: 1 2
10.3: 1 2 3 4
10.4: 1 2 3 4 5 6 7 8 9 10 11
10.5: 1 2 3 4 5
10.6: 1 2
10.7: 1 2 3
11.1: 1 2
11.2: 1 2 3
11.3: 1 2 3
11.4: 1 2 3 4
11.5: 1
11.6: 1
12.1: 1 2 3
12.2: 1 2
12.3: 1 2 3 4
13.1: 1
13.2: 1 2 3 4 5
13.3: 1 2
13.4: 1 2 3 4 5
14.1: 1 2
14.2: 1 2 3 4
14.3: 1 2 3
15.1: 1 2 3
15.2: 1 2 3
15.3: 1 2 3 4 5 6 7
16.1: 1
16.2: 1 2 3 4 5
16.3: 1 2 3 4
16.4: 1 2 3
16.5: 1 2 3
17.1: 1
17.2: 1 2 3 4
17.3: 1 2
"""


def requirements():
    for line in REQUIREMENTS.strip().splitlines():
        section, _colon, numbers = line.partition(": ")
        yield from (f"{section}.{number}" for number in numbers.split())


def named_tests(row):
    return re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row["tests"])


def functions_of(path):
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}


def test_each_requirement_is_in_the_table_once():
    expected = list(requirements())
    assert len(expected) == 253
    assert [name for name, _row in ROWS] == expected


def test_each_row_has_a_result_and_says_where():
    assert {row["result"] for _name, row in ROWS} == RESULTS
    assert [name for name, row in ROWS if not row["text"].strip() or not row["where"].strip()] == []


def test_each_named_test_exists():
    known = {}
    for name, row in ROWS:
        rest = re.sub(r"`[^`]*`|<br>", "", row["tests"]).strip()
        assert rest == "", f"{name}: {rest}"
        for file, function in named_tests(row):
            path = ROOT / file
            assert path.exists(), f"{name}: {file}"
            known.setdefault(path, functions_of(path))
            assert function.startswith("test_"), f"{name}: {function}"
            assert function in known[path], f"{name}: {file} has no {function}"
    assert sum(bool(named_tests(row)) for _name, row in ROWS) >= 150


def test_each_named_file_exists():
    named = {path for _name, row in ROWS for path in re.findall(r"`([\w.-]+/[\w./-]+)`", row["where"])}
    assert len(named) > 10
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_the_sums_are_those_of_the_table():
    counts = Counter(row["result"] for _name, row in ROWS)
    tested = sum(bool(named_tests(row)) for _name, row in ROWS)
    sums = (
        f"Of {len(ROWS)} requirements {counts['met']} are met, {counts['partly']} partly, {counts['not met']} not; "
        f"{counts['does not apply']} do not apply. {tested} rows name at least one test."
    )
    assert sums in TEXT


def test_the_overview_leads_to_the_table():
    assert "(security/asvs.md)" in (ROOT / "docs" / "security.md").read_text()
