"""Benchmark: the import of 100,000 participants compared with COPY of the same rows.

.venv/bin/python -m benchmarks.import_participants [ROWS]
"""

import csv
import itertools
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psutil
import xlsxwriter

ROWS = 100_000
SLUG = "benchmark"
MB = 1.048576  # in a MiB
# Made-up people born 1909 to 1911, so that no number belongs to a living person.
FIRST_BIRTHDAY = date(1909, 1, 1)
HEADER = (
    *("personnummer", "förnamn", "efternamn", "kommun", "insats", "startdatum", "arbetsmarknadsstatus"),
    *("arbetslös sedan", "i utbildning", "egenföretagare", "utbildningsnivå"),
    *("hushåll utan arbete", "barn i hushållet", "ensam vuxen"),
    *("utländsk bakgrund", "tredjelandsmedborgare", "minoritet", "funktionsnedsättning"),
    *("annan utsatthet", "hemlös", "landsbygd", "skyddade personuppgifter", "slutdatum", "avslutsorsak"),
)
TABLES = ("register_person", "register_participation", "register_spell")


def check_digit(nine):
    products = [int(digit) * (2 - position % 2) for position, digit in enumerate(nine)]
    return -sum(product // 10 + product % 10 for product in products) % 10


def numbers():
    """Yield different numbers, 998 for each day from the first birthday on."""
    for day in itertools.count():
        born = FIRST_BIRTHDAY + timedelta(days=day)
        for birth_number in range(1, 999):
            nine = f"{born:%y%m%d}{birth_number:03}"
            yield f"{born:%Y%m%d}-{birth_number:03}{check_digit(nine)}"


def write_file(path, rows):
    """Write complete registrations, always the same; three in four have an end."""
    draw = random.Random(20)
    yes_no, sensitive = ("ja", "nej", ""), ("ja", "nej", "vill ej uppge", "")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        for count, number in enumerate(itertools.islice(numbers(), rows)):
            entry = date(2018, 1, 1) + timedelta(days=draw.randrange(700))
            left = entry + timedelta(days=30 + draw.randrange(300)) if draw.random() < 0.75 else ""
            writer.writerow([
                number, f"Förnamn{count % 997}", f"Efternamn{count}", draw.choice(("0880", "Växjö", "0882")),
                draw.choice(("i1", "i2")), entry, "arbetslös", entry - timedelta(days=draw.randrange(900)),
                "nej", "nej", draw.randrange(9), *(draw.choice(yes_no) for _ in range(3)),
                *(draw.choice(sensitive) for _ in range(5)), *(draw.choice(yes_no) for _ in range(2)),
                "", left, "fullföljt" if left else "",
            ])  # fmt: skip


def as_workbook(path):
    """Write the CSV file's rows to a workbook, as texts, and return its path."""
    target = path.with_suffix(".xlsx")
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    sheet = book.add_worksheet()
    with path.open(encoding="utf-8", newline="") as file:
        for place, cells in enumerate(csv.reader(file, delimiter=";")):
            sheet.write_row(place, 0, cells)
    book.close()
    return target


def import_in_child(path, database_url):
    """Return (seconds, peak memory in MiB, counts, processor seconds) of an import in a new process."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.import_participants", "--child", str(path)],
        env={**os.environ, "DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, kibibytes, counts, worked = done.stdout.strip().split(";")
    return float(seconds), int(kibibytes) / 1024, counts, float(worked)


def child(path):
    set_up()
    from accounts.database_access import operator_scope
    from participants.imports.actions import import_file
    from projects.models import Project

    with operator_scope("benchmark"):
        project = Project.objects.get(slug=SLUG)
    worked, served = time.process_time(), server_time()
    started = time.perf_counter()
    with open(path, "rb") as file:
        plan = import_file(project, "participants", file, by=None)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{seconds};{peak};{plan.counts};{time.process_time() - worked + server_time() - served}")


def server_time():
    """Return the processor seconds of the server process behind the connection."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        times = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return times.user + times.system


def copy_again(folder):
    """Return the seconds that COPY takes for the rows of the tables."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        columns = {}
        for table in TABLES:
            cursor.execute(
                "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) "
                "FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
                [table],
            )
            columns[table] = cursor.fetchone()[0]
            with (folder / table).open("wb") as file:
                cursor.copy_expert(f"COPY {table} ({columns[table]}) TO STDOUT", file)
        cursor.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")
        for table in TABLES:  # a policy takes no COPY, from its owner neither
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        started = time.perf_counter()
        with transaction.atomic():
            for table in TABLES:
                with (folder / table).open("rb") as file:
                    cursor.copy_expert(f"COPY {table} ({columns[table]}) FROM STDIN", file)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        taken = time.perf_counter() - started
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        return taken


def empty_tables():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")


def switch_history(verb):
    """Empty the tables and switch the triggers that write history on or off."""
    from django.db import connection

    empty_tables()
    with connection.cursor() as cursor:
        for table in TABLES:  # a policy takes no COPY, from its owner neither
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        cursor.execute(
            "SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgname ~ '^pgtrigger_history' "
            "AND tgrelid = ANY (%s::regclass[])",
            [list(TABLES)],
        )
        for table, trigger in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} {verb} TRIGGER {trigger}")


def size_of(tables):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(pg_total_relation_size(t)) FROM unnest(%s::regclass[]) t", [list(tables)])
        return float(cursor.fetchone()[0]) / 2**20


def compare_history(path, url):
    """Print the processor time of the import with and without history."""
    found = {"DISABLE": [], "ENABLE": []}
    for verb in ("DISABLE", "ENABLE") * 2:
        switch_history(verb)
        found[verb].append(import_in_child(path, url)[3])
    without, with_it = map(min, found.values())
    ratio = f"ratio {with_it / without:.2f}"
    print(f"processor time without history: {without:.1f} s, with it: {with_it:.1f} s, {ratio}")
    history = [f"{table}history" for table in TABLES]
    print(f"tables: {size_of(TABLES):.0f} MiB, their history: {size_of(history) / 4:.0f} MiB an import")


def extend_and_verify_chain():
    from accounts.audit import hash_chain

    started = time.perf_counter()
    entries = sum(filter(None, hash_chain.extend_chain().values()))
    linked = time.perf_counter() - started
    started = time.perf_counter()
    found = hash_chain.verify_chain()
    read = time.perf_counter() - started
    # Rows that were imported while the history was switched off.
    assert {each.kind for each in found.breaks} <= {"unfounded"}
    print(
        f"linking {entries:,} entries: {linked:.1f} s in {found.links} links; reading them again: {read:.1f} s"
    )


def set_up():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    os.environ.setdefault("ESFPORTAL_ENV", "development")
    import django

    django.setup()


def make_project():
    from projects.models import Intervention, Project

    project = Project.objects.create(
        slug=SLUG, name="Benchmark", programme_period="2014-2020", region="smaland_och_oarna"
    )
    for code in ("i1", "i2"):
        Intervention.objects.create(project=project, code=code, name=code)


def main(rows):
    from esfportal.embedded import servers
    from esfportal.environment import var_folder

    with servers(var_folder()):
        set_up()
        measure(rows)


def measure(rows):
    from django.conf import settings

    from benchmarks.database import own_database

    with own_database() as name, tempfile.TemporaryDirectory() as folder:
        url = urlunsplit(urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}"))
        path = Path(folder) / "participants.csv"
        write_file(path, rows)
        make_project()
        _seconds, memory, _counts, worked = import_in_child(as_workbook(path), url)
        print(f"as XLSX: {worked:.1f} s of processor time, at most {memory * MB:.0f} MB")
        empty_tables()
        seconds, memory, counts, _worked = import_in_child(path, url)
        print(f"import of {rows:,} rows: {seconds:.1f} s, at most {memory * MB:.0f} MB ({counts})")
        again, memory_again, counts, _worked = import_in_child(path, url)
        print(f"the same file again: {again:.1f} s, at most {memory_again * MB:.0f} MB ({counts})")
        copied = copy_again(Path(folder))
        print(f"COPY of the same rows into the same tables: {copied:.1f} s")
        print(f"ratio: import {seconds / copied:.2f} × COPY, again {again / copied:.2f} × COPY")
        compare_history(path, url)
        extend_and_verify_chain()


if __name__ == "__main__":
    if "--child" in sys.argv:
        child(sys.argv[-1])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
