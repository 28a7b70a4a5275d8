"""The marked person of the leak tests, and the places where their data could leak to."""

import base64
import html
import json
import re
from datetime import date
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils.functional import cached_property

from esfportal.demo.data.numbers import official_number
from esfportal.security.hashed_sessions import StoredSession
from participants.certificates.actions import take_step
from participants.certificates.models import Certificate
from participants.register.models import Person
from tests.answers import content_of
from tests.factories import NoteFactory, OutcomeEventFactory, PersonFactory, StepFactory
from tests.jobs import run_jobs
from tests.participants.certificates.examples import CLOSABLE
from tests.reporting.reports.attachment_files import PDF

GIVEN, FAMILY, EVIDENCE = "Kvasthilda", "Zetterqvarn", "Fynbeviset från Wurmbrandt"
BORN, NEXT_DAY = date(1987, 10, 23), date(1987, 10, 24)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
POINTERS = re.compile(r'\b(?:href|action|src|id|name|hx-[a-z]+|data-[a-z-]+)="([^"]*)"')


def number_spellings(number):
    return number, f"{number[:8]}-{number[8:]}", number[2:], f"{number[2:8]}-{number[8:]}"


class MarkedPerson:
    """A participant whose data is unmistakable. `namesakes` are numbers of people to be registered
    with the same name.
    """

    def __init__(self, participation, employee):
        number = official_number(BORN, "woman")
        self.number, self.namesakes = number, [official_number(BORN, "man"), official_number(NEXT_DAY, "man")]
        self.marks = (GIVEN, FAMILY, "Fynbeviset", "Wurmbrandt", BORN.isoformat())
        self.marks += tuple(mark for each in (number, *self.namesakes) for mark in number_spellings(each))
        self.employee_marks = ("Qvickfinger", "qvickfinger@")
        person = PersonFactory(number=number)
        Person.objects.filter(pk=person.pk).update(sex="woman")
        participation.person, participation.given_name, participation.family_name = person, GIVEN, FAMILY
        participation.save()
        OutcomeEventFactory(participation=participation, kind="education", evidence=EVIDENCE)
        StepFactory(participation=participation, text=EVIDENCE)
        NoteFactory(participation=participation, text=EVIDENCE)
        certificate = participation.certificates.filter(state="closed").first()
        take_step("send", certificate, participation=participation, by=employee)
        take_step("refuse", certificate, participation=participation, note=EVIDENCE, by=employee)
        employee.full_name, employee.email = "Quarles Qvickfinger", "qvickfinger@example.org"
        employee.save()
        self.participation = participation

    def marks_in(self, text, marks=None):
        """Return the marks in a text, also if it is URL-quoted or HTML-escaped."""
        readings = (text, unquote(text), html.unescape(text))
        return [mark for mark in marks or self.all_marks if any(mark in reading for reading in readings)]

    @cached_property
    def all_marks(self):
        return (*self.marks, *self.employee_marks)


def attach_files(client, report):
    """Attach a file that is named after the marked person, and a refused one; return the pages and the download."""
    arguments = [report.project.slug, report.public_id]
    address = reverse("reports:attachments", args=arguments)
    answers = []
    for content in (PDF + f"% {FAMILY}".encode(), f"{GIVEN}, no PDF".encode()):
        file = SimpleUploadedFile(f"{FAMILY} {GIVEN}.pdf", content)
        sent = {"title": f"Intyg {FAMILY}", "file": file}
        answers.append(client.post(address, sent, follow=True))
    # The name is in the header of this answer alone, where it belongs.
    attachment = report.attachments.get()
    return answers, client.get(reverse("reports:attachment", args=[*arguments, attachment.pk]))


def export_a_search(client, slug):
    """Export a list in which the marked person was searched for, by a job; return the answers, the file last."""
    listed = client.post(reverse("register:search"), {"q": FAMILY, "project": slug})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("participants.register.exports.views.DIRECTLY", 0)
        address = f"{reverse('register:export', args=[slug])}?{listed.url.partition('?')[2]}"
        asked = client.post(address, {"format": "csv"})
    run_jobs("list_export")
    return [listed, asked, client.get(asked.url), client.get(f"{asked.url}file/")]


def make_files(client, slug):
    """Return the answers of an exported list and of certificates, with what each is."""
    made = {"exported": export_a_search(client, slug), "certified": certify(client, slug)}
    return [(what, answer) for what, answers in made.items() for answer in answers]


def certify(client, slug):
    """Close the marked person's month and print it, by jobs; return the answers, the file last."""
    refused = Certificate.objects.get(state="refused")
    assert EVIDENCE in client.get(refused.get_absolute_url()).text
    page = reverse("certificates:month", args=[slug, CLOSABLE.year, CLOSABLE.month])
    answers = []
    for kind in ("close", "paper"):
        people = list(client.get(page).context["form"].rows)
        asked = client.post(page, {"people": people, "kind": kind, "language": "sv"})
        run_jobs("group_step")
        answers += [asked, client.get(asked.url)]
    file = client.get(f"{asked.url}1/")
    assert file.content.startswith(b"%PDF")
    return [*answers, file]


def metadata_of(response):
    """Yield (where, text) of everything in a response except its visible text."""
    for name, value in response.headers.items():
        yield f"header {name}", value
    for name, cookie in response.cookies.items():
        yield f"cookie {name}", with_decoded_base64(cookie.value)
    if response.get("Content-Type", "").startswith("text/html"):
        text = content_of(response).decode()
        for title in TITLE.findall(text):
            yield "title", title
        for value in POINTERS.findall(text):
            yield "attribute", value


def with_decoded_base64(text):
    return text + " " + " ".join(_decoded(part) for part in re.findall(r"[\w+/=-]{8,}", text))


def _decoded(part):
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_").decode("utf-8", "replace")
    except ValueError:
        return ""


def broker_texts(broker):
    """Yield all keys and values in the broker, decoded."""
    for key in broker.scan_iter("*", count=1000):
        yield key.decode("utf-8", "replace")
        kind = broker.type(key)
        if kind == b"list":
            values = broker.lrange(key, 0, -1)
        elif kind == b"hash":
            values = [part for pair in broker.hgetall(key).items() for part in pair]
        elif kind == b"zset":
            values = broker.zrange(key, 0, -1)
        elif kind == b"set":
            values = broker.smembers(key)
        else:
            values = [broker.get(key)]
        for value in values:
            yield with_decoded_base64(value.decode("utf-8", "replace"))


def task_arguments(broker, queue):
    """Return [(task, arguments)] of the waiting messages."""
    for message in broker.lrange(queue, 0, -1):
        task = json.loads(message)
        positional, named, _options = json.loads(base64.b64decode(task["body"]))
        yield task["headers"]["task"], [*positional, *named.values()]


def cached_texts():
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM esfportal_cache")
        for key, value in cursor.fetchall():
            yield key
            yield with_decoded_base64(value)


def sessions():
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_key FROM django_session")
        return [dict(StoredSession(key)) for (key,) in cursor.fetchall()]
