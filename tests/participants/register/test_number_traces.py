"""Use the portal through real processes, then search everything it stores for personal identity numbers."""

import logging
import re
import threading
import urllib.request
import zipfile
from contextlib import closing

import psycopg2
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from pypdf import PdfReader
from redis import Redis

from esfportal.embedded.paths import LOOPBACK, known_port, secret
from esfportal.embedded.postgres import SUPERUSER, Postgres
from esfportal.security.hashed_sessions import StoredSession
from participants.imports.models import ImportJob
from participants.register.models import Participation, Person
from reporting.reports.models import ReportJob
from tests.at_once import PATIENCE
from tests.hostile.forms import parse_forms
from tests.jobs.test_killed_workers import broker, stage, wait_until  # noqa: F401  (fixtures)
from tests.numbers import nth_number
from tests.participants.imports.files import csv_file, outcome, person, xlsx_file
from tests.sizes import size

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]

HOW_MANY = size(60, 1000)
BY_FORM = size(4, 100)
# Far from the numbers that other tests use, because the server's folder holds their data too.
NUMBERS = [nth_number(5500 + n) for n in range(HOW_MANY)]
PLANTED = nth_number(6540)
TOKEN = "a" * 32


def formats_of(number):
    """Return every format in which a number may be stored: 10 and 12 digits, with hyphen, and as hexadecimal
    bytes.
    """
    short = number[2:]
    plain = [number, short, f"{number[:8]}-{number[8:]}", f"{short[:6]}-{short[6:]}"]
    return [text.encode() for text in (*plain, number.encode().hex(), short.encode().hex())]


LENGTHS = sorted({len(text) for text in formats_of(PLANTED)})
DIGITS = re.compile(rb"[0-9-]{%d,}" % LENGTHS[0])  # formats_of() returns digits and hyphens only


def occurrences(places, numbers):
    """Return {name: how many of the numbers occur}, for the contents in which any does."""
    formats = {form: number for number in numbers for form in formats_of(number)}
    counts = {}
    for place, content in places.items():
        present = {
            formats[window]
            for run in DIGITS.findall(content)
            for length in LENGTHS
            for start in range(len(run) - length + 1)
            if (window := run[start : start + length]) in formats
        }
        if present:
            counts[place] = len(present)
    return counts


class BrokerMonitor(threading.Thread):
    """Record every command sent to the broker."""

    def __init__(self, url):
        super().__init__(daemon=True)
        self.url = url
        self.redis = Redis.from_url(url, socket_timeout=None)  # there may be no command for a long time
        self.commands, self.ready = [], threading.Event()

    def run(self):
        with self.redis.monitor() as monitor:
            self.ready.set()
            for command in monitor.listen():
                self.commands.append(str(command["command"]).encode())
                if b"stop listening" in self.commands[-1]:
                    return

    def so_far(self):
        seen = len(self.commands)
        with Redis.from_url(self.url) as redis:
            redis.echo("all before this")
        wait_until(lambda: any(b"all before this" in command for command in self.commands[seen:]))
        return b"\n".join(self.commands)

    def stop(self):
        with Redis.from_url(self.url) as redis:
            redis.echo("stop listening")
        self.join(PATIENCE)
        self.redis.close()


@pytest.fixture
def broker_monitor(broker):  # noqa: F811
    thread = BrokerMonitor(broker.url())
    thread.start()
    assert thread.ready.wait(PATIENCE)
    yield thread
    thread.stop()


class WebClient:
    """A signed-in user of the real web server."""

    def __init__(self, client, address):
        self.address = address
        jar = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        self.headers = {"Cookie": f"{jar}; csrf={TOKEN}"}
        self.opener = urllib.request.build_opener()

    def post(self, path, **data):
        body = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": TOKEN, **data})
        headers = {**self.headers, "Content-Type": MULTIPART_CONTENT}
        request = urllib.request.Request(self.address + path, body, headers)
        with self.opener.open(request, timeout=PATIENCE) as answer:
            return answer.url.removeprefix(self.address), answer.read().decode()

    def confirm(self, review):
        # With the version that the review page has shown.
        address, text = review
        (form,) = [form for form in parse_forms(text) if form.action == f"{address}confirm/"]
        self.post(form.action, **dict(form.values))


def named(file, name):
    file.name = name
    return file


def use_the_portal(web_client, slug):
    """Register, import, search, record outcomes and request a report, with mistakes."""
    by_hand, by_file = NUMBERS[:BY_FORM], NUMBERS[BY_FORM:]
    for number in by_hand:
        for page in ("register/check/", "register/"):
            web_client.post(
                f"/projects/{slug}/participants/{page}",
                personal_identity_number=f"{number[:8]}-{number[8:]}",
                given_name="Åsa",
                family_name="Öberg",
                protected_identity="none",
                entry_date="2018-03-01",
                municipality="0882",
            )
    imports = reverse("imports:import_participants", args=[slug])
    wrong = [person(number, entry_date="2018-02-30") for number in NUMBERS[-20:]]
    wrong += [person(f"{number[:-1]}x") for number in NUMBERS[-5:]]
    web_client.post(imports, file=named(csv_file(wrong), "fel.csv"))
    half = len(by_file) // 2
    for file, name in (
        (csv_file([person(number) for number in by_file[:half]]), "lista.csv"),
        (xlsx_file([person(number[2:8] + "-" + number[8:]) for number in by_file[half:]]), "lista.xlsx"),
    ):
        web_client.confirm(web_client.post(imports, file=named(file, name)))
        wait_until(lambda: not ImportJob.objects.open().exists())
    outcomes = csv_file([outcome(number, evidence="Avtal") for number in NUMBERS[:20]], "outcomes")
    web_client.confirm(web_client.post(f"{imports}outcomes/", file=named(outcomes, "utfall.csv")))
    wait_until(lambda: not ImportJob.objects.open().exists())
    for number in NUMBERS[:: HOW_MANY // 20]:
        _url, text = web_client.post("/participants/search/", q=number, project=slug)
        assert "sök: ett nummer" in text.lower()
        web_client.post("/participants/search/", q=f"{number[2:]} fel", project="")
    participation = Participation.objects.order_by("pk").first()
    _url, text = web_client.post(f"{participation.get_absolute_url()}reveal/")
    assert (
        f"{NUMBERS[0][:8]}-{NUMBERS[0][8:]}" in text
    )  # the number is stored, so the search below can find it
    web_client.post(f"/projects/{slug}/reports/new/", starts_on="2018-01-01", ends_on="2018-12-31")


def stored_content(stage, broker, broker_monitor, caplog):  # noqa: F811
    """Return {name: bytes} of everything that the portal stores."""
    places = {"dump": database_as_sql(), "sessions": sessions(), "cache": cache_content()}
    places |= postgres_files()
    with Redis.from_url(broker.url()) as redis:
        keys = list(redis.scan_iter())
        places["broker"] = b"\n".join([*keys, *[redis.dump(key) or b"" for key in keys]])
    places["broker commands"] = broker_monitor.so_far()
    places["log"] = stage.log().encode() + caplog.text.encode()
    for path in settings.FILES_ROOT.rglob("*.*"):
        places[f"file {path.suffix}"] = places.get(f"file {path.suffix}", b"") + text_of(path)
    return places


def database_as_sql():
    pieces = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            # Row by row, as in a dump.
            cursor.execute(f"SELECT {table}::text FROM {table}")
            pieces += [f"{table} {row}" for (row,) in cursor]
    return "\n".join(pieces).encode()


def sessions():
    return "\n".join(str(dict(StoredSession(row.pk))) for row in Session.objects.all()).encode()


def cache_content():
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM esfportal_cache")
        return "\n".join(str(loads_unchecked(value)) for (value,) in cursor).encode()


def loads_unchecked(value):
    """Return the text of a signed value; the signature does not matter here."""
    return signing.b64_decode(value.partition(":")[0].encode())


def postgres_files():
    """Return the files of the embedded PostgreSQL after a checkpoint; {} with another server."""
    server = Postgres(settings.VAR)
    if not server.data.exists():
        return {}
    known = {"host": LOOPBACK, "port": known_port(server.home / "port"), "dbname": "postgres"}
    password = secret(server.home / "owner-password")
    with closing(psycopg2.connect(user=SUPERUSER, password=password, **known)) as owner:
        owner.autocommit = True
        with owner.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            cursor.execute(
                "SELECT oid::text FROM pg_database WHERE datname = %s", [connection.settings_dict["NAME"]]
            )
            (own,) = cursor.fetchone()
    others = {path for path in (server.data / "base").iterdir() if path.name != own}
    files = [path for path in server.data.rglob("*") if path.is_file() and not others & set(path.parents)]
    files += [server.data.parent / "postgres.log"]
    return {"server's folder": b"\n".join(read_or_empty(path) for path in files)}


def read_or_empty(path):
    try:
        return path.read_bytes()
    except FileNotFoundError:  # a temporary file of another session
        return b""


def text_of(path):
    """Return a file's bytes, and its text if it is compressed."""
    content = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            content += b"".join(archive.read(name) for name in archive.namelist())
    if path.suffix == ".pdf":
        content += "".join(page.extract_text() for page in PdfReader(path).pages).encode()
    return content


def store_planted_number(stage, broker):  # noqa: F811
    # Positive control: a number stored everywhere must be found everywhere.
    Participation.objects.filter(pk=Participation.objects.first().pk).update(family_name=PLANTED)
    session = StoredSession(Session.objects.first().pk)
    session["q"] = PLANTED
    session.save()
    with connection.cursor() as cursor:
        value = signing.dumps(PLANTED)
        cursor.execute("INSERT INTO esfportal_cache VALUES ('planted', %s, now())", [value])
    with Redis.from_url(broker.url()) as redis:
        redis.set("planted", f"{PLANTED[2:8]}-{PLANTED[8:]}")
    logging.getLogger("planted").error("Somebody wrote %s", PLANTED[2:])
    (settings.FILES_ROOT / "planted.xlsx").write_bytes(xlsx_file([person(PLANTED)]).read())
    (settings.FILES_ROOT / "planted.csv").write_bytes(PLANTED.encode())


def test_no_number_is_found_in_anything_that_is_kept(cast, sign_in, stage, broker, broker_monitor, caplog):  # noqa: F811
    web_client = WebClient(sign_in(cast.leader), stage.start_web())
    stage.start("celery", "-A", "esfportal", "worker", "-B", "-s", str(stage.folder / "beat"))

    use_the_portal(web_client, cast.project.slug)
    wait_until(lambda: ReportJob.objects.filter(state="done").exists())

    assert Person.objects.exclude(number_kind="none").count() == HOW_MANY
    places = stored_content(stage, broker, broker_monitor, caplog)
    assert {"dump", "log", "broker commands", "file .xlsx", "file .pdf", "file .csv"} <= set(places)
    assert all(places[place] for place in places if place not in ("broker", "cache"))
    assert occurrences(places, NUMBERS) == {}

    store_planted_number(stage, broker)
    places = stored_content(stage, broker, broker_monitor, caplog)
    expected = {"dump", "sessions", "cache", "broker", "broker commands", "log", "file .xlsx", "file .csv"}
    assert expected | ({"server's folder"} & set(places)) == set(occurrences(places, [PLANTED]))
