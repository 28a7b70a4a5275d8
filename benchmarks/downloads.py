"""Benchmark: the files that a request makes while its user waits, and marked copies, with 2,000 people.

ESFPORTAL_VAR=/tmp/benchmarks .venv/bin/python -m benchmarks.downloads
"""

import io
import itertools
import os
import resource
import time

from esfportal.embedded import servers, stop_on_signals
from esfportal.environment import var_folder

PEOPLE = 2_000
RUNS = 5
LARGE = 20_000
LARGEST = 10 * 1024 * 1024  # settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    os.environ.setdefault("ESFPORTAL_ENV", "test")
    with stop_on_signals(), servers(var_folder()):
        import django

        django.setup()
        in_own_database()


def in_own_database():
    from django.db import connection

    from benchmarks.access_log import make_case_workers
    from benchmarks.database import own_database
    from benchmarks.register import build

    with own_database("benchmark_downloads"):
        build(connection, PEOPLE, size=PEOPLE)  # one project, so that all of it is the user's own
        measure(make_case_workers())


def measure(worker):
    from django.db.models import Count
    from django.urls import reverse

    from accounts.audit.row_versions import version_of
    from participants.imports.models import ImportDraft
    from participants.register.models import Participation
    from tests.jobs import run_jobs
    from tests.signing_in import signed_in

    client, slug = signed_in(worker, HTTP_HOST="localhost"), worker.memberships.get().project.slug
    most = Participation.objects.annotate(events=Count("outcomes")).order_by("-events", "pk").first()
    extract = reverse("privacy:extract", args=[slug, most.public_id])
    asked = {"requested_on": "2026-01-02", "identified_by": "known", "language": "sv"}
    for kind in ("pdf", "json"):
        show(f"register extract, {kind}", lambda kind=kind: client.post(extract, asked | {"kind": kind}))
    template = reverse("imports:import_workbook_template", args=[slug, "participants", "sv"])
    show("empty workbook", lambda: client.get(template))
    imports = reverse("imports:import_participants", args=[slug])
    review_large_file(client, imports)
    for rows in (1_000, 10_000, None):
        content, count = faulty_file(rows)

        def upload(content=content):
            file = io.BytesIO(content)
            file.name = "list.csv"
            return client.post(imports, {"file": file})

        show(f"refused file of {count:,} rows", upload, runs=1)
        draft = ImportDraft.objects.latest("created_at")
        ask = reverse("imports:import_mark", args=[slug, draft.pk])
        version = {"version": version_of(draft)}
        page = show(
            "  asked to be marked", lambda ask=ask, version=version: client.post(ask, version), runs=1
        ).url
        began = time.process_time()
        run_jobs("marking")
        computed = time.process_time() - began
        print(f"  marked by the worker: {computed:.1f} s of processor time, {memory():,} MB at most so far")
        show("  its page", lambda page=page: client.get(page), runs=1)
        show("  downloaded", lambda page=page: client.get(f"{page}file/"), runs=1)


def review_large_file(client, imports):
    """Upload 20,000 rows, one in twenty with a fault, until the first page of the review is shown."""
    from participants.imports.models import ImportDraft
    from tests.jobs import run_jobs

    content, count = faulty_file(LARGE, every=20)
    file = io.BytesIO(content)
    file.name = "list.csv"
    began = time.perf_counter(), time.process_time()
    client.post(imports, {"file": file})
    assert run_jobs("checking") == 1
    review = f"{imports}{ImportDraft.objects.latest('created_at').pk}/"
    assert client.get(review).status_code == 200
    waited, computed = time.perf_counter() - began[0], time.process_time() - began[1]
    print(f"review of {count:,} rows: {waited:.1f} s to its first page, {computed:.1f} s of processor time")
    show("  a page", lambda: client.get(review, {"page": 200}))
    show("  rows to correct", lambda: client.get(review, {"state": "error"}))


def faulty_file(rows, every=1):
    """Return a CSV file with two mistakes in every so many rows, as large as an upload may be without `rows`."""
    from benchmarks.import_participants import numbers

    lines = [b"personal_identity_number;given_name;family_name;municipality;entry_date\n"]
    size = len(lines[0])
    for number in itertools.islice(numbers(), rows):
        wrong = len(lines) % every == 0
        place, day = ("9999", "2018-02-30") if wrong else ("0882", "2018-03-01")
        lines.append(f"{number};Person;No. {len(lines)};{place};{day}\n".encode())
        size += len(lines[-1])
        if size > LARGEST:
            lines.pop()
            break
    return b"".join(lines), len(lines) - 1


def show(what, ask, runs=RUNS):
    seconds = []
    for _each in range(runs):
        began = time.process_time(), time.perf_counter()
        response = ask()
        assert response.status_code in (200, 302), response.content[:2000]
        size = len(response.getvalue())
        seconds.append((time.perf_counter() - began[1], time.process_time() - began[0]))
    waited, computed = min(seconds)
    print(f"{what}: {waited:.2f} s, {computed:.2f} s of processor time in the web process, {size:,} bytes")
    return response


def memory():
    """Return the most memory that the process has used, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
