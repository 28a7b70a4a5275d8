"""Benchmark: the report as PDF compared with Typst alone. Needs no database.

.venv/bin/python -m benchmarks.report_pdf [RUNS]
"""

# Typst alone gets the same template and the finished content, with and without the marks of PDF/UA-1 and
# PDF/A-2a. Each run is a new process, because Typst is faster with what it has set before in the same one.
# Loading Django, templates and locales is not counted: a worker does it once.

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 9
GOAL = 1.2
PARTS = 29


def document():
    """Return a report with all indicators of 2014-2020 and many parts, always the same."""
    from reporting.indicators.document import (
        Count,
        Line,
        PartLine,
        PartTable,
        ProjectFacts,
        ReportDocument,
        TargetLine,
    )
    from reporting.indicators.frameworks import for_period
    from reporting.indicators.names import Name

    draw = random.Random(418)

    def count():
        return Count(draw.randrange(2000), draw.randrange(2000))

    framework = for_period("2014-2020")
    lines = [Line(i.code, i.name, i.kind, count(), count()) for i in framework.indicators]
    measures = ("participants", "leavers", "work", "occupation", "progression")
    names = {code: Name(code.capitalize(), code.capitalize()) for code in measures}

    def part(kind, number):
        return PartLine(
            str(number), Name(f"{kind} nummer {number}", ""), {code: count() for code in measures}
        )

    kinds = ("sub_project", "municipality", "intervention")
    target = TargetLine(
        "individuals", names["participants"], "participants", "exactly", "number", "4000", "target",
        count(), count(), None, "91.4", "on_track",
    )  # fmt: skip
    return ReportDocument(
        project=ProjectFacts(
            "benchmark", Name("Ett projekt", "A project"), "Kommunen", "Småland och Öarna", "2014-2020",
            Name("", ""), Name("", ""), "", [], ["Svenska ESF-rådet"], [], True, "21000000", "14000000",
        ),
        framework="2014-2020",
        definitions_version="1",
        starts_on="2017-09-01",
        ends_on="2020-03-31",
        outputs=[line for line in lines if line.kind.startswith("output")],
        results=[line for line in lines if line.kind.startswith("result")],
        measures=[Line(code, names[code], "measure", count(), count(), "70.0", "leavers") for code in measures],
        targets=[target],
        parts=[PartTable(kind, [part(kind, n) for n in range(PARTS)]) for kind in kinds],
        rules=[],
    )  # fmt: skip


def set_up():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    os.environ.setdefault("ESFPORTAL_ENV", "development")
    import django

    django.setup()


def report_child():
    set_up()
    import typst  # noqa: F401
    from django.template import engines

    from esfportal.ui import formats
    from reporting.reports.files import pdf_file

    made = document()
    engines.all()
    formats.percent(1, "sv")
    started = time.perf_counter()
    content = pdf_file.render(made, "sv")
    print(f"{time.perf_counter() - started};{len(content)}")


def bare_child(data, standards):
    root = Path(__file__).resolve().parents[1]
    content = Path(data).read_text()
    import typst

    started = time.perf_counter()
    made = typst.compile(
        root / "reporting" / "reports" / "assets" / "report.typ",
        root=root,
        font_paths=[root / "esfportal" / "pdf" / "assets" / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"report": content},
        pdf_standards=standards,
    )
    print(f"{time.perf_counter() - started};{len(made)}")


def run(*arguments):
    """Return (seconds, bytes) of one run in a new process."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.report_pdf", *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, size = done.stdout.strip().split(";")
    return float(seconds), int(size)


def write_content(path):
    from django.utils import translation

    from reporting.reports.files.pdf_content import content

    with translation.override("sv"):
        path.write_text(json.dumps(content(document(), "sv")))


def main(runs):
    set_up()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "content.json"
        write_content(data)
        kinds = {
            "report as PDF": ["--report"],
            "Typst alone, the same marks": ["--bare", str(data), "a-2a", "ua-1"],
            "Typst alone, no marks": ["--bare", str(data)],
        }
        # In turns and the best of each, so that a busy moment of the machine says nothing.
        turns = [{name: run(*arguments) for name, arguments in kinds.items()} for _turn in range(runs)]
    best = {name: min(turn[name][0] for turn in turns) for name in kinds}
    for name, seconds in best.items():
        print(f"{name}: {seconds:.3f} s, {turns[0][name][1]:,} bytes (best of {runs})")
    report, marked, plain = best.values()
    print(
        f"ratio: {report / marked:.2f} × Typst alone (goal: at most {GOAL}), {report / plain:.2f} × without marks"
    )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--report"]:
            report_child()
        case ["--bare", data, *standards]:
            bare_child(data, standards)
        case rest:
            main(int(rest[0]) if rest else RUNS)
