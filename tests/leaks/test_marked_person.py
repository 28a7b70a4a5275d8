"""Leak test: a marked participant's and employee's data appear in their pages and nowhere else."""

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

from accounts.audit.models import AuditEntry
from accounts.audit.row_versions import version_of
from esfportal.jobs import sweeper
from participants.register.identity.numbers import blind_index
from participants.register.models import Participation
from reporting.reports import actions, jobs
from tests.addresses import addresses
from tests.answers import content_of
from tests.cast import Cast
from tests.conftest import take_pages_for_just_opened
from tests.factories import OSKARSHAMN, MembershipFactory, ParticipationFactory
from tests.hostile.forms import parse_forms
from tests.jobs import confirm_import, run_jobs
from tests.leaks import marked_person as marked
from tests.leaks.log_capture import LogCapture
from tests.leaks.marked_person import MarkedPerson
from tests.participants.imports.files import csv_file, outcome, person
from tests.sample_objects import FullProject, rolled_back
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
ROLES = ("leader", "case_worker", "administrator", "funder", "auditor", "representative")


class Walkthrough:
    """Uses every part of the portal once, and collects the responses, logs, e-mails and messages."""

    def __init__(self):
        self.full_project = FullProject(Cast())
        self.cast = self.full_project.cast
        self.cast.auditor = MembershipFactory(project=self.cast.project, auditor=True).user
        self.cast.representative = MembershipFactory(project=self.cast.project, representative=True).user
        self.marked_person = MarkedPerson(self.full_project.own, self.cast.case_worker)
        self.broker = Redis.from_url(settings.REDIS_URL)
        self.broker.flushdb()
        self.log, self.responses, self.arguments = LogCapture(), [], []
        root = logging.getLogger()
        level = root.level
        root.addHandler(self.log)
        root.setLevel(logging.DEBUG)
        with TestCase.captureOnCommitCallbacks(execute=True):
            self.visit_pages()
        with TestCase.captureOnCommitCallbacks(execute=True):
            self.submit_forms()
        with TestCase.captureOnCommitCallbacks(execute=True):
            self.do_casework()
        with TestCase.captureOnCommitCallbacks(execute=True):
            self.make_reports_and_sign_in()
        root.setLevel(level)
        root.removeHandler(self.log)
        queue = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] + "celery"
        self.arguments = list(marked.task_arguments(self.broker, queue))
        self.broker_texts = list(marked.broker_texts(self.broker))
        self.emails = self.send_queued_emails()
        self.broker.flushdb()
        self.broker.close()

    def browser(self, who):
        return signed_in(getattr(self.cast, who))

    def record(self, what, response):
        self.responses.append((what, response))
        return response

    def visit_pages(self):
        # The URLs come from the resolver, so new pages are included.
        for who in ROLES:
            cookies = dict(self.browser(who).cookies)
            for address in addresses():
                client, path = Client(headers={"accept-language": "sv"}), self.full_project.path(address)
                client.cookies.update(cookies)
                with rolled_back():
                    response = self.record(f"get {address.label} as {who}", client.get(path))
                    if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                        own = [form for form in parse_forms(response.text) if form.action in ("", path)]
                        for form in [form for form in own if form.method == "post"][:1]:
                            sent = client.post(path, dict(form.values))
                            self.record(f"post {address.label} as {who}", sent)

    def submit_forms(self):
        client, slug = self.browser("leader"), self.full_project.project.slug
        search = reverse("register:search")
        for text in (marked.FAMILY, self.marked_person.number, f"{marked.GIVEN} {marked.FAMILY}"):
            for place in ("", slug):
                self.record("search", client.post(search, {"q": text, "place": place}, follow=True))
        self.responses += marked.make_files(client, slug)
        register = reverse("register:register", args=[slug])
        self.record(
            "registered twice", client.post(register, self.registration_data(self.marked_person.number))
        )
        named = {"given_name": marked.GIVEN, "family_name": marked.FAMILY}
        for kind, row in (
            ("participants", person(self.marked_person.number) | named),
            ("outcomes", outcome(self.marked_person.number, evidence=marked.EVIDENCE)),
        ):
            address = reverse(f"imports:import_{kind}", args=[slug])
            file = csv_file([row], kind)
            file.name = f"{marked.FAMILY}.csv"  # users name files after participants
            review = client.post(address, {"file": file}, follow=True)
            self.record(f"import {kind}", review)
            if review.redirect_chain:
                self.record(f"import {kind} by a job", confirm_import(client, review.request["PATH_INFO"]))
        row = {"given_name": marked.GIVEN, "entry_date": "x", "municipality": marked.FAMILY}
        bad = csv_file([person(self.marked_person.number, **row)])
        bad.name = "lista.csv"
        address = reverse("imports:import_participants", args=[slug])
        refused = self.record("a wrong list", client.post(address, {"file": bad}, follow=True))
        ask = reverse("imports:import_mark", args=[slug, refused.context["draft"].pk])
        version = {"version": version_of(refused.context["draft"])}
        asked = self.record("a wrong list, to be marked", client.post(ask, version))
        run_jobs("marking")
        self.record("a wrong list, marked", client.get(asked.url))
        for what in ("reveal", "print", "printed"):
            address = reverse(f"register:{what}", args=[slug, self.full_project.own.public_id])
            self.record(what, client.post(address))

    def registration_data(self, number):
        return {
            "personal_identity_number": number,
            "given_name": marked.GIVEN,
            "family_name": marked.FAMILY,
            "protected_identity": "none",
            "entry_date": "2018-03-01",
            "municipality": OSKARSHAMN,
        }

    def do_casework(self):
        # Registers namesakes by form and by file. One is edited, protected, opened and unprotected
        # (another project is notified), and an extract is made.
        client, slug = self.browser("leader"), self.full_project.project.slug
        by_form, by_file = self.marked_person.namesakes
        address = reverse("imports:import_participants", args=[slug])
        row = person(by_file) | {"given_name": marked.GIVEN, "family_name": marked.FAMILY}
        review = self.record("import new", client.post(address, {"file": csv_file([row])}, follow=True))
        self.record("imported", confirm_import(client, review.request["PATH_INFO"]))

        worker = self.browser("case_worker")
        register = reverse("register:register", args=[slug])
        self.record("registered", worker.post(register, self.registration_data(by_form), follow=True))
        namesake = Participation.objects.get(
            project=self.full_project.project, person__number_index=blind_index(by_form)
        )
        ParticipationFactory(
            project=self.cast.other_project, person=namesake.person, family_name=marked.FAMILY
        )
        words = f"{marked.GIVEN} {marked.FAMILY} ringde"
        done = {"kind": "education", "date": "2018-05-01", "evidence": marked.EVIDENCE}
        left = {"exit_date": "2018-09-01", "exit_reason": "completed"}
        request = {"requested_on": "2019-01-02", "identified_by": "known", "language": "sv"}
        for browser, what, sent in (
            (worker, "edit/", self.registration_data(by_form) | {"given_name": f"{marked.GIVEN} Wurmbrandt"}),
            (worker, "outcomes/new/", done),
            (worker, "exit/", left),
            (worker, "protection/", {"level": "confidentiality_mark"}),
            (worker, "open/", {"why": "other", "note": words}),
            (worker, "reveal/", {}),
            (worker, "extract/", request | {"kind": "pdf"}),
            (worker, "extract/", request | {"kind": "json"}),
            (client, "authorised/", {"user": self.cast.leader.pk}),
            (client, "protection/", {"level": "none", "reason": words}),
        ):
            answer = browser.post(namesake.get_absolute_url() + what, sent, follow=True)
            self.record(f"casework {what}", answer)

    def make_reports_and_sign_in(self):
        self.report = actions.create_report(
            project=self.full_project.project,
            starts_on=date(2017, 9, 1),
            ends_on=date(2020, 11, 30),
            overlap_reason="Begärd igen.",
            by=self.cast.leader,
        )
        jobs.make(self.report.job.pk)
        self.report.refresh_from_db()
        self.attach_file()
        sweeper.sweep()
        anonymous = Client()
        for address in ("account_login", "account_reset_password"):
            credentials = {
                "login": "qvickfinger@example.org",
                "email": "qvickfinger@example.org",
                "password": "fel ord här",
            }
            self.record(address, anonymous.post(reverse(address), credentials))

    def attach_file(self):
        answers, self.download = marked.attach_files(self.browser("leader"), self.report)
        for answer in answers:
            self.record("attached", answer)

    def send_queued_emails(self):
        # Run the tasks that wait in the broker.
        mail.outbox = []
        for task, arguments in self.arguments:
            if ".send_" in task:
                current_app.tasks[task].apply(arguments, throw=True)
        return list(mail.outbox)


@pytest.fixture(scope="module")
def walk(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), rolled_back():
        patch.setattr("django.conf.settings.FILES_ROOT", folder)
        patch.setattr(
            "django.conf.settings.PASSWORD_HASHERS", ["django.contrib.auth.hashers.MD5PasswordHasher"]
        )
        patch.setitem(current_app.conf, "task_always_eager", False)
        take_pages_for_just_opened(patch)  # the fixture of each test comes too late
        walk = Walkthrough()
        walk.folder = folder
        yield walk


def test_marked_values_are_found_where_they_belong(walk):
    # Positive control: the marks are in their own pages, and are found wherever they are put.
    texts = {what: content_of(response).decode("utf-8", "replace") for what, response in walk.responses}
    assert marked.FAMILY in texts["get register:detail as leader"]
    assert marked.EVIDENCE in texts["get register:detail as case_worker"]
    assert f"{walk.marked_person.number[:8]}-{walk.marked_person.number[8:]}" in texts["reveal"]
    assert all(marked.FAMILY in texts[what] for what in ("search", "exported"))
    assert len(walk.responses) > 200
    by_form, by_file = [
        Participation.objects.get(person__number_index=blind_index(each), project=walk.full_project.project)
        for each in walk.marked_person.namesakes
    ]
    assert by_file.family_name == marked.FAMILY
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
        "case_worker_authorised",
        "protection_lowered",
    }
    page = Client().get("/accounts/login/")
    page["X-Where"] = "/people/Zetter%71varn/"
    page.content = b"<title>Kvasthilda</title><a href='/'>x</a>"
    found = [where for where, text in marked.metadata_of(page) if walk.marked_person.marks_in(text)]
    assert found == ["header X-Where", "title"]


def test_no_marks_in_urls_titles_headers_or_cookies(walk):
    leaks = {
        f"{what}: {where} has {found}"
        for what, response in walk.responses
        for where, text in marked.metadata_of(response)
        if (found := walk.marked_person.marks_in(text))
    }
    assert leaks == set()


@pytest.mark.parametrize("who", ["administrator", "funder", "auditor", "representative"])
def test_roles_without_access_to_participants_see_no_marks(walk, who):
    # An auditor sees the evidence, but under a pseudonym.
    texts, linked_from = {}, set()
    public_id = str(walk.full_project.own.public_id)
    for what, answer in walk.responses:
        if what.endswith(f"as {who}"):
            texts[what] = content_of(answer).decode("utf-8", "replace")
            requested = answer.request["PATH_INFO"]  # an error page may repeat it
            linked_from |= {what} if public_id in texts[what].replace(requested, "") else set()
    names = (marked.GIVEN, marked.FAMILY, *marked.number_spellings(walk.marked_person.number))
    assert len(texts) > 50
    assert {
        what for what, text in texts.items() if walk.marked_person.marks_in(text, names)
    } | linked_from == set()
    reads = "Fynbeviset" in texts[f"get reports:evidence_person as {who}"]
    assert reads == (who == "auditor")


def test_no_marks_in_redirects(walk):
    chains = [
        url for _what, response in walk.responses for url, _status in getattr(response, "redirect_chain", [])
    ]
    assert chains
    assert [url for url in chains if walk.marked_person.marks_in(url)] == []


def test_no_marks_in_the_log(walk):
    assert len(walk.log.lines) > 50
    assert [line for line in walk.log.lines if walk.marked_person.marks_in(line)] == []


def test_no_marks_in_e_mails(walk):
    # An employee's own e-mail may greet them, but contains no data about participants.
    assert walk.emails
    for email in walk.emails:
        text = marked.with_decoded_base64(f"{email.subject} {email.message()}")
        assert walk.marked_person.marks_in(text, walk.marked_person.marks) == []
        assert walk.marked_person.marks_in(email.subject) == []


def test_the_broker_holds_primary_keys_only(walk):
    assert len(walk.broker_texts) > 1
    assert [text for text in walk.broker_texts if walk.marked_person.marks_in(text)] == []
    tasks = {task for task, _arguments in walk.arguments}
    assert {"esfportal.jobs.tasks.run_job", "participants.register.tasks.send_protection_lowered"} <= tasks
    for task, arguments in walk.arguments:
        assert all(isinstance(each, int) or is_identifier(each) for each in arguments), task


def is_identifier(text):
    # A code, a language, a URL or a time, but not a sentence.
    return isinstance(text, str | float) and " " not in str(text) and "@" not in str(text)


def test_no_marks_in_the_cache(walk):
    assert [text for text in marked.cached_texts() if walk.marked_person.marks_in(text)] == []


def test_sessions_hold_searched_names_only(walk):
    sessions = marked.sessions()
    assert sessions
    for session in sessions:
        searches = session.pop("people_searches", {})
        assert walk.marked_person.marks_in(str(session)) == []
        assert set(walk.marked_person.marks_in(str(searches))) <= {marked.GIVEN, marked.FAMILY}
    assert any("people_searches" in session for session in marked.sessions())


def test_no_marks_in_files_or_their_names(walk):
    files = [path for path in walk.folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".pdf", ".csv", ".xlsx", ""}  # an attachment has no suffix
    assert [path for path in files if walk.marked_person.marks_in(str(path))] == []
    for path in files:
        if path.suffix == ".csv":
            assert walk.marked_person.marks_in(path.read_bytes().decode("utf-8-sig")) == []
        elif not path.suffix:
            assert walk.marked_person.marks_in(path.read_bytes().decode("latin-1")) == []


def test_an_attachment_is_read_where_it_is_downloaded_only(walk):
    assert marked.FAMILY.encode() in content_of(walk.download)
    assert walk.marked_person.marks_in(walk.download.headers["Content-Disposition"])
    entries = AuditEntry.objects.filter(details__has_key="attachment")
    assert {entry.action for entry in entries} == {"report_attachment_added", "report_downloaded"}
    assert walk.marked_person.marks_in(str(list(entries.values("details", "action")))) == []


def test_an_error_in_a_view_leaks_no_marks(walk):
    # The exception's own message contains the participant's data.
    log = LogCapture()
    client = Client(raise_request_exception=False)
    client.cookies.update(signed_in(walk.cast.leader).cookies)
    message = f"Key (given_name, number)=({marked.GIVEN}, {walk.marked_person.number}) already exists."
    mail.outbox = []
    logger = logging.getLogger("django.request")
    logger.addHandler(log)
    with (
        override_settings(PRODUCTION=True),
        mock.patch("participants.register.pages.person_page.timeline", side_effect=ValueError(message)),
    ):
        response = client.get(walk.full_project.own.get_absolute_url())
    logger.removeHandler(log)
    assert response.status_code == 500
    assert walk.marked_person.marks_in(response.text) == []
    assert log.lines
    assert "ValueError" in "".join(log.lines)
    assert [line for line in log.lines if walk.marked_person.marks_in(line)] == []
    assert mail.outbox == []


for _app in sorted(path.parent.name for path in settings.BASE_DIR.glob("*/tasks.py")):
    import_module(f"{_app}.tasks")


@pytest.mark.parametrize("name", sorted(each for each in current_app.tasks if not each.startswith("celery.")))
def test_an_error_in_a_task_leaks_no_marks(walk, name):
    log, task = LogCapture(), current_app.tasks[name]
    logger = logging.getLogger("celery")
    logger.addHandler(log)
    arguments = [1] * task.run.__code__.co_argcount
    with (
        mock.patch.object(task, "run", side_effect=ValueError(marked.FAMILY)),
        mock.patch.object(task, "retry"),
    ):
        task.apply(arguments)
    logger.removeHandler(log)
    assert [line for line in log.lines if walk.marked_person.marks_in(line)] == []
