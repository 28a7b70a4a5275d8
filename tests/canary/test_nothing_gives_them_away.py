"""A marked person and a marked employee go through every page, form, job, letter and log: their pages
show them, and nothing around the pages does.

The walk is the resolver's, so that new pages join by themselves.
"""

import logging
from datetime import date
from importlib import import_module
from unittest import mock

import pytest
from celery import current_app
from django.conf import settings
from django.core import mail
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from redis import Redis

from accounts.models import AuditEntry
from esfportal.jobs import sweeper
from esfportal.logs import Formatter
from participants.identity import blind_index
from participants.models import Participation
from reporting import actions, jobs
from tests.addresses import addresses
from tests.canary import bird as canary
from tests.canary.bird import Bird
from tests.cast import Cast
from tests.factories import OSKARSHAMN, MembershipFactory, ParticipationFactory
from tests.hostile.forms import forms_of
from tests.participants.files import csv_file, outcome, person
from tests.signing_in import signed_in
from tests.world import World, taken_back

pytestmark = pytest.mark.django_db
WALKERS = ("leader", "case_worker", "administrator", "funder", "auditor")


class Ears(logging.Handler):
    """Every line that would be logged in production, whatever its level."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        with override_settings(PRODUCTION=True):
            self.setFormatter(Formatter("{levelname} {name}: {message}", style="{"))
        self.lines = []

    def emit(self, record):
        if not record.name.startswith(("django.db.backends", "faker", "factory")):  # off in production
            self.lines.append(self.format(record))


class Walk:
    """Everything done once, and all that was heard of it."""

    def __init__(self):
        self.world = World(Cast())
        self.cast = self.world.cast
        self.cast.auditor = MembershipFactory(project=self.cast.project, auditor=True).user
        self.bird = Bird(self.world.own, self.cast.case_worker)
        self.broker = Redis.from_url(settings.REDIS_URL)
        self.broker.flushdb()
        self.ears, self.answers, self.arguments = Ears(), [], []
        root = logging.getLogger()
        level = root.level
        root.addHandler(self.ears)
        root.setLevel(logging.DEBUG)
        with TestCase.captureOnCommitCallbacks(execute=True):
            self.pages()
        with TestCase.captureOnCommitCallbacks(execute=True):
            self.forms()
        with TestCase.captureOnCommitCallbacks(execute=True):
            self.casework()
        with TestCase.captureOnCommitCallbacks(execute=True):
            self.work()
        root.setLevel(level)
        root.removeHandler(self.ears)
        queue = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] + "celery"
        self.arguments = list(canary.task_arguments(self.broker, queue))
        self.broker_texts = list(canary.broker_texts(self.broker))
        self.letters = self.write_letters()
        self.broker.flushdb()
        self.broker.close()

    def browser(self, who):
        return signed_in(getattr(self.cast, who))

    def note(self, what, response):
        self.answers.append((what, response))
        return response

    def pages(self):
        """Every address is asked for by everybody, and its form sent as it stands."""
        for who in WALKERS:
            for address in addresses():
                client, path = self.browser(who), self.world.path(address)
                with taken_back():
                    response = self.note(f"get {address.label} as {who}", client.get(path))
                    if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                        own = [form for form in forms_of(response.text) if form.action in ("", path)]
                        for form in [form for form in own if form.method == "post"][:1]:
                            sent = client.post(path, dict(form.values))
                            self.note(f"post {address.label} as {who}", sent)

    def forms(self):
        """What is done with a person, by name and number."""
        client, slug = self.browser("leader"), self.world.project.slug
        search = reverse("participants:search")
        for text in (canary.FAMILY, self.bird.number, f"{canary.GIVEN} {canary.FAMILY}"):
            for place in ("", slug):
                self.note("search", client.post(search, {"q": text, "place": place}, follow=True))
        register = reverse("participants:register", args=[slug])
        self.note("registered twice", client.post(register, self.filled_in(self.bird.number)))
        named = {"given_name": canary.GIVEN, "family_name": canary.FAMILY}
        for kind, row in (
            ("participants", person(self.bird.number) | named),
            ("outcomes", outcome(self.bird.number, evidence=canary.EVIDENCE)),
        ):
            address = reverse(f"participants:import_{kind}", args=[slug])
            file = csv_file([row], kind)
            file.name = f"{canary.FAMILY}.csv"  # what somebody called it on their own machine
            self.note(f"import {kind}", client.post(address, {"file": file}, follow=True))
        bad = csv_file(
            [person(self.bird.number, given_name=canary.GIVEN, entry_date="x", municipality=canary.FAMILY)]
        )
        bad.name = "lista.csv"
        self.note(
            "a wrong list",
            client.post(reverse("participants:import_participants", args=[slug]), {"file": bad}),
        )
        for what in ("reveal", "print", "printed"):
            address = reverse(f"participants:{what}", args=[slug, self.world.own.public_id])
            self.note(what, client.post(address))

    def filled_in(self, number):
        """A namesake of theirs, as they are registered."""
        return {
            "personal_identity_number": number,
            "given_name": canary.GIVEN,
            "family_name": canary.FAMILY,
            "protected_identity": "none",
            "entry_date": "2018-03-01",
            "municipality": OSKARSHAMN,
        }

    def casework(self):
        """Namesakes of theirs come by a form and by a file; one is worked with, protected, opened, protected no
        more, which another project is told of, and asks for an extract."""
        client, slug = self.browser("leader"), self.world.project.slug
        by_form, by_file = self.bird.namesakes
        address = reverse("participants:import_participants", args=[slug])
        row = person(by_file) | {"given_name": canary.GIVEN, "family_name": canary.FAMILY}
        review = self.note("import new", client.post(address, {"file": csv_file([row])}, follow=True))
        self.note("imported", client.post(f"{review.request['PATH_INFO']}confirm/", follow=True))

        worker = self.browser("case_worker")
        register = reverse("participants:register", args=[slug])
        self.note("registered", worker.post(register, self.filled_in(by_form), follow=True))
        namesake = Participation.objects.get(
            project=self.world.project, person__number_index=blind_index(by_form)
        )
        ParticipationFactory(
            project=self.cast.other_project, person=namesake.person, family_name=canary.FAMILY
        )
        words = f"{canary.GIVEN} {canary.FAMILY} ringde"
        done = {"kind": "education", "date": "2018-05-01", "evidence": canary.EVIDENCE}
        left = {"exit_date": "2018-09-01", "exit_reason": "completed"}
        asked = {"requested_on": "2019-01-02", "identified_by": "known", "language": "sv"}
        for who, what, sent in (
            (worker, "edit/", self.filled_in(by_form) | {"given_name": f"{canary.GIVEN} Wurmbrandt"}),
            (worker, "outcomes/new/", done),
            (worker, "exit/", left),
            (worker, "protection/", {"level": "confidentiality_mark"}),
            (worker, "open/", {"why": "other", "note": words}),
            (worker, "reveal/", {}),
            (worker, "extract/", asked | {"kind": "pdf"}),
            (worker, "extract/", asked | {"kind": "json"}),
            (client, "named/", {"user": self.cast.leader.pk}),
            (client, "protection/", {"level": "none", "reason": words}),
        ):
            answer = who.post(namesake.get_absolute_url() + what, sent, follow=True)
            self.note(f"casework {what}", answer)

    def work(self):
        """Reports are made, letters about accounts are sent, sign-ins fail."""
        self.report = actions.create_report(
            project=self.world.project,
            starts_on=date(2017, 9, 1),
            ends_on=date(2020, 11, 30),
            by=self.cast.leader,
        )
        jobs.make(self.report.job.pk)
        self.report.refresh_from_db()
        sweeper.sweep()
        anonymous = Client()
        for address in ("account_login", "account_reset_password"):
            told = {
                "login": "qvickfinger@example.org",
                "email": "qvickfinger@example.org",
                "password": "fel ord här",
            }
            self.note(address, anonymous.post(reverse(address), told))

    def write_letters(self):
        """The letters whose tasks wait at the broker, written by these."""
        mail.outbox = []
        for task, arguments in self.arguments:
            if ".write_" in task:
                current_app.tasks[task].apply(arguments, throw=True)
        return list(mail.outbox)


@pytest.fixture(scope="module")
def walk(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), taken_back():
        patch.setattr("django.conf.settings.FILES_ROOT", folder)
        patch.setattr(
            "django.conf.settings.PASSWORD_HASHERS", ["django.contrib.auth.hashers.MD5PasswordHasher"]
        )
        patch.setitem(current_app.conf, "task_always_eager", False)
        walk = Walk()
        walk.folder = folder
        yield walk


def test_marked_values_are_found_where_they_belong(walk):
    """The positive control: their page shows them, and a mark is found wherever it is put."""
    texts = {what: response.content.decode("utf-8", "replace") for what, response in walk.answers}
    assert canary.FAMILY in texts["get participants:detail as leader"]
    assert canary.EVIDENCE in texts["get participants:detail as case_worker"]
    assert f"{walk.bird.number[:8]}-{walk.bird.number[8:]}" in texts["reveal"]
    assert canary.FAMILY in texts["search"]
    assert len(walk.answers) > 200
    by_form, by_file = [
        Participation.objects.get(person__number_index=blind_index(each), project=walk.world.project)
        for each in walk.bird.namesakes
    ]
    assert by_file.family_name == canary.FAMILY
    assert "Personen deltar redan i projektet." in texts["registered twice"]
    done = set(AuditEntry.objects.about(by_form).values_list("action", flat=True))
    assert done == {
        "participant_registered",
        "entry_corrected",
        "outcome_recorded",
        "exit_recorded",
        "protection_raised",
        "identity_revealed",
        "extract_made",
        "case_worker_named",
        "protection_lowered",
    }
    page = Client().get("/accounts/login/")
    page["X-Where"] = "/people/Zetter%71varn/"
    page.content = b"<title>Kvasthilda</title><a href='/'>x</a>"
    found = [where for where, text in canary.outside_the_body(page) if walk.bird.in_text(text)]
    assert found == ["header X-Where", "title"]


def test_no_marks_in_urls_titles_headers_or_cookies(walk):
    leaks = {
        f"{what}: {where} has {found}"
        for what, response in walk.answers
        for where, text in canary.outside_the_body(response)
        if (found := walk.bird.in_text(text))
    }
    assert leaks == set()


@pytest.mark.parametrize("who", ["administrator", "funder", "auditor"])
def test_roles_without_access_to_participants_see_no_marks(walk, who):
    """Not in the pages either. An auditor reads the evidence, and not whose it is."""
    texts, led_to = {}, set()
    name_of_page = str(walk.world.own.public_id)
    for what, answer in walk.answers:
        if what.endswith(f"as {who}"):
            texts[what] = answer.content.decode("utf-8", "replace")
            asked = answer.request["PATH_INFO"]  # which a page that is not theirs may repeat
            led_to |= {what} if name_of_page in texts[what].replace(asked, "") else set()
    names = (canary.GIVEN, canary.FAMILY, *canary.written(walk.bird.number))
    assert len(texts) > 50
    assert {what for what, text in texts.items() if walk.bird.in_text(text, names)} | led_to == set()
    reads = "Fynbeviset" in texts[f"get reporting:evidence_person as {who}"]
    assert reads == (who == "auditor")


def test_no_marks_in_redirects(walk):
    chains = [
        url for _what, response in walk.answers for url, _status in getattr(response, "redirect_chain", [])
    ]
    assert chains
    assert [url for url in chains if walk.bird.in_text(url)] == []


def test_no_marks_in_the_log(walk):
    assert len(walk.ears.lines) > 50
    assert [line for line in walk.ears.lines if walk.bird.in_text(line)] == []


def test_no_marks_in_e_mails(walk):
    """An employee's own letter may greet them; nothing in it, or in its subject, is a participant's."""
    assert walk.letters
    for letter in walk.letters:
        text = canary.readable(f"{letter.subject} {letter.message()}")
        assert walk.bird.in_text(text, walk.bird.marks) == []
        assert walk.bird.in_text(letter.subject) == []


def test_the_broker_holds_primary_keys_only(walk):
    assert len(walk.broker_texts) > 1
    assert [text for text in walk.broker_texts if walk.bird.in_text(text)] == []
    tasks = {task for task, _arguments in walk.arguments}
    assert {"esfportal.jobs.tasks.run_job", "participants.tasks.write_protection_lowered"} <= tasks
    for task, arguments in walk.arguments:
        assert all(isinstance(each, int) or is_plain(each) for each in arguments), task


def is_plain(text):
    """A code, a language, an address of the portal or a moment; never a sentence."""
    return isinstance(text, str | float) and " " not in str(text) and "@" not in str(text)


def test_no_marks_in_the_cache(walk):
    assert [text for text in canary.cached_texts() if walk.bird.in_text(text)] == []


def test_sessions_hold_searched_names_only(walk):
    held = canary.sessions()
    assert held
    for session in held:
        searches = session.pop("people_searches", {})
        assert walk.bird.in_text(str(session)) == []
        assert set(walk.bird.in_text(str(searches))) <= {canary.GIVEN, canary.FAMILY}
    assert any("people_searches" in session for session in canary.sessions())


def test_no_marks_in_files_or_their_names(walk):
    files = [path for path in walk.folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".pdf", ".csv", ".xlsx"}
    assert [path for path in files if walk.bird.in_text(str(path))] == []
    for path in files:
        if path.suffix == ".csv":
            assert walk.bird.in_text(path.read_bytes().decode("utf-8-sig")) == []


def test_an_error_in_a_view_leaks_no_marks(walk):
    """A person in the hands of the code that breaks, quoted by the error itself."""
    ears = Ears()
    client = Client(raise_request_exception=False)
    client.cookies.update(signed_in(walk.cast.leader).cookies)
    told = f"Key (given_name, number)=({canary.GIVEN}, {walk.bird.number}) already exists."
    mail.outbox = []
    logger = logging.getLogger("django.request")
    logger.addHandler(ears)
    with (
        override_settings(PRODUCTION=True),
        mock.patch("participants.story.timeline", side_effect=ValueError(told)),
    ):
        response = client.get(walk.world.own.get_absolute_url())
    logger.removeHandler(ears)
    assert response.status_code == 500
    assert walk.bird.in_text(response.text) == []
    assert ears.lines
    assert "ValueError" in "".join(ears.lines)
    assert [line for line in ears.lines if walk.bird.in_text(line)] == []
    assert mail.outbox == []


for _app in sorted(path.parent.name for path in settings.BASE_DIR.glob("*/tasks.py")):
    import_module(f"{_app}.tasks")


@pytest.mark.parametrize("name", sorted(each for each in current_app.tasks if not each.startswith("celery.")))
def test_an_error_in_a_task_leaks_no_marks(walk, name):
    ears, task = Ears(), current_app.tasks[name]
    logger = logging.getLogger("celery")
    logger.addHandler(ears)
    arguments = [1] * task.run.__code__.co_argcount
    with (
        mock.patch.object(task, "run", side_effect=ValueError(canary.FAMILY)),
        mock.patch.object(task, "retry"),
    ):
        task.apply(arguments)
    logger.removeHandler(ears)
    assert [line for line in ears.lines if walk.bird.in_text(line)] == []
