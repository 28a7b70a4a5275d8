"""Every page as every role, in one language: no Swedish in English pages, no English in Swedish ones."""

import csv
import io
import json
import re
from collections import defaultdict
from contextlib import ExitStack
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook

from accounts.models import Organisation, User
from accounts.notifications.emails import compose_email, send_at_once, send_digests, send_to
from accounts.signing_in import emails as signing_in_emails
from participants.casework.kinds import kinds
from participants.casework.weekly_mail import write_mail
from participants.contact.kinds import Letter
from participants.contact.sending import send as send_letter
from participants.privacy.extract.actions import make_extract
from participants.register.protection.emails import send_protection_lowered
from projects.models import County
from projects.team.emails import send_invitation
from projects.team.models import TeamReview
from reporting.indicators.figures import compute
from reporting.reports.duties import reminders
from reporting.reports.files import pdf_content, render
from reporting.reports.life import notifications as life_notifications
from tests.addresses import addresses
from tests.cast import Cast
from tests.sample_objects import FullProject, rolled_back
from tests.signing_in import one_record_of_activity, signed_in
from tests.sizes import DEEP

pytestmark = pytest.mark.django_db

# Small words that each language has in every other sentence, and that no name in the tests contains.
SMALL_WORDS = {
    "sv": "och|är|inte|för|med|av|att|som|det|eller|till|från|den|ett|på|kan|har",
    "en": "the|and|is|are|of|with|not|or|this|that|you|your|from|which|has|been",
}
OTHER = {"sv": "en", "en": "sv"}
LETTERS = (
    ("own_page/emails/link", {"link": "https://portal.example/x", "days": 14}),
    *(
        ("surveys/invitation", {"link": "https://portal.example/x", "days": 60, "is_tied": tied})
        for tied in (False,)
    ),
    ("own_page/emails/code", {"code": "135 790", "minutes": 10}),
)
QUOTED = re.compile(r"^(changed|ändrade) .* (from|från) .* (to|till) ")  # stored texts, in the history
ROLES = ("leader", "case_worker", "funder", "administrator", "without_role", None)


class Texts(HTMLParser):
    """The texts of a page, without those that are marked as being in another language or as names."""

    SILENT = ("script", "style", "bdi")
    VOID = ("meta", "link", "input", "br", "hr", "img", "path", "rect", "line", "use", "circle", "source")

    def __init__(self, language):
        super().__init__()
        self.language, self.open, self.found = language, [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        is_other = attrs.get("lang", self.language) != self.language
        for name in ("aria-label", "placeholder", "title", "alt", "value", "label", "content"):
            # A signed value that no one sees may contain "-or-" by chance.
            if name == "value" and attrs.get("type") == "hidden":
                continue
            if attrs.get(name) and not (self.is_silent or is_other):
                self.found.append(attrs[name])
        if tag not in self.VOID:
            self.open.append((tag, tag in self.SILENT or is_other))

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not self.is_silent:
            self.found.append(" ".join(data.split()))

    @property
    def is_silent(self):
        return any(silent for _tag, silent in self.open)


def foreign_texts(html, language):
    parser = Texts(language)
    parser.feed(html)
    return [text for text in parser.found if is_foreign(text, language) and not QUOTED.search(text)]


def is_foreign(text, language):
    return re.search(rf"\b({SMALL_WORDS[OTHER[language]]})\b", text, re.IGNORECASE) is not None


def texts_in(value):
    """Yield the texts of nested dicts and lists."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)
    elif isinstance(value, str):
        yield value


def test_foreign_texts_are_found():
    page = '<main><p>The <bdi>Ole och Dole</bdi> and <b lang="sv">det är så</b></p>{}</main>'
    assert foreign_texts(page.format(""), "en") == []
    assert foreign_texts(page.format("<p>Det är sparat.</p>"), "en") == ["Det är sparat."]
    assert foreign_texts(page.format('<a aria-label="Visa för alla">x</a>'), "en") == ["Visa för alla"]
    for kind, found in (("hidden", []), ("submit", ["to-or-x"])):
        assert foreign_texts(f'<input type="{kind}" value="to-or-x">', "sv") == found
    assert foreign_texts("<p>Sparat.</p><p>It is saved.</p>", "sv") == ["It is saved."]


def write_in_both_languages(cast):
    """Give every text that is stored in both languages a sentence in each."""
    for model in apps.get_models():
        names = {field.name for field in model._meta.concrete_fields}
        pairs = [(name, f"{name}_en") for name in sorted(names) if f"{name}_en" in names]
        if pairs and "pgh_id" not in names and model not in (County,):
            for row in model.objects.all():
                for swedish, english in pairs:
                    setattr(row, swedish, f"Det är {row.pk} med")
                    setattr(row, english, f"This is {row.pk} with")
                row.save()
    cast.project.refresh_from_db()


def add_items(project):
    names = {"name": "Det är på svenska", "name_en": "This is in English"}
    project.target_groups.create(code="young", **names)
    project.phases.create(kind="closing")
    project.events.create(**names)
    project.budget_lines.create(amount=1, **names)
    project.sub_projects.create(code="part", **names)
    organisation = Organisation.objects.create(**names)
    project.partners.create(organisation=organisation, role="funder")
    project.financing.create(source="public_cash", organisation=organisation)
    for language, text in (("sv", "Det är allt."), ("en", "This is all.")):
        project.texts.create(section="summary", language=language, body=text)


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker, tmp_path_factory):
    with ExitStack() as during:
        for each in (django_db_blocker.unblock(), rolled_back(), one_record_of_activity()):
            during.enter_context(each)
        patch = during.enter_context(pytest.MonkeyPatch.context())
        patch.setattr("django.conf.settings.FILES_ROOT", tmp_path_factory.mktemp("files"))
        cast = Cast()
        write_in_both_languages(cast)
        full_project = FullProject(cast)
        full_project.own.spells.update(intervention=cast.intervention)
        add_items(cast.project)
        write_in_both_languages(cast)
        yield full_project


def is_refused(answer):
    to_sign_in = answer.status_code == 302 and answer.url.startswith(reverse("account_login"))
    return to_sign_in or answer.status_code in (403, 404)


def is_in(language, address):
    """Return whether the address says that the page is in the language."""
    return address.name.startswith({"sv": "bank:", "en": "bank_en:"}[language])


class Seen:
    """Requests of the walks so far that the next walk need not repeat."""

    def __init__(self):
        self.sent = set()  # (language, address) of forms: each role reads the same mistakes
        self.refused = defaultdict(list)  # {(language, role): addresses}
        self.shown = defaultdict(set)  # {(language, role): addresses}

    def is_known_to_be_refused(self, language, role, address):
        # All of them by the same few pages: five are asked for in the other language, too.
        return not DEEP and address in self.refused[OTHER[language], role][5:]

    def is_known(self, language, role, address):
        """Return whether the role has seen the page in the other language, and another role in this one."""
        shown_in = {spoken for (spoken, _role), pages in self.shown.items() if address in pages}
        return not DEEP and address in self.shown[OTHER[language], role] and language in shown_in

    def methods(self, language, address):
        # Signing out would end the session of the rest. The administration heads a wrong form with what
        # was typed, that is without the English name.
        is_once = "logout" in address.name or address.name == "admin:accounts_organisation_change"
        is_sent = (language, address) in self.sent and not DEEP
        return ("get",) if is_once or is_sent else ("get", "post")


@pytest.fixture(scope="module")
def seen():
    return Seen()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_page_mixes_the_languages(pages, seen, client, language, role):
    User.objects.update(language=language)
    user = role and User.objects.get(pk=getattr(pages.cast, role).pk)
    browser = signed_in(user) if user else client
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    wrong = {}
    for address in addresses():
        if seen.is_known_to_be_refused(language, role, address) or is_in(OTHER[language], address):
            continue
        if seen.is_known(language, role, address):
            continue
        with rolled_back():
            for method in seen.methods(language, address):
                answer = getattr(browser, method)(pages.path(address), headers={"accept-language": language})
                is_page = answer.get("Content-Type", "").startswith("text/html")
                found = foreign_texts(answer.text, language) if is_page and not answer.streaming else []
                if found:
                    wrong[f"{method} {address.label}"] = found
                if is_refused(answer):
                    seen.refused[language, role].append(address)
                    break  # a POST is answered by the same page
                seen.shown[language, role].add(address)
                if method == "post":
                    seen.sent.add((language, address))
    assert wrong == {}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_email_mixes_the_languages(pages, language, monkeypatch):
    monkeypatch.setattr("accounts.notifications.emails.is_working_day", lambda day: True)
    with rolled_back(), translation.override("en" if language == "sv" else "sv"):
        User.objects.update(language=language)
        leader = User.objects.get(pk=pages.cast.leader.pk)
        pages.invitation.language = language
        for kind in signing_in_emails.NOTICES:
            signing_in_emails.send_notice_to(leader.pk, kind, timezone.now().isoformat())
        signing_in_emails.send_password_link(leader.pk, "https://portal.example", language)
        send_invitation(pages.invitation, "https://portal.example/x")
        send_protection_lowered(leader.pk, pages.project.pk, pages.protected.pk, "https://portal.example")
        write_mail(leader, dict.fromkeys(kinds(), 2))
        for template, about in LETTERS:
            context = {"project": pages.project, **about}
            send_letter(Letter("own@example.org", language, f"participants/{template}.txt", context))
        for channel, send in (("at_once", send_at_once), ("digest", send_digests)):
            leader.notifications.update(channel=channel, emailed_at=None)
            send()
        with translation.override(language):
            for path, context in emails_of_a_project(pages):
                send_to(leader, compose_email(path, {"project": pages.project.display_name, **context}))
    sent = {message.subject: message.body for message in mail.outbox}
    assert len(sent) == len(signing_in_emails.NOTICES) + 16 + len(LETTERS)
    assert not [subject for subject, body in sent.items() if is_foreign(f"{subject} {body}", language)]
    greeting = {"sv": "Hej!\n", "en": "Hello,\n"}[language]
    assert [subject for subject, body in sent.items() if not body.startswith(greeting)] == []


def emails_of_a_project(pages):
    """Yield each template with the contexts in which its sentences differ."""
    review = TeamReview(project=pages.project, quarter=date(2020, 1, 1))
    for template in ("review", "review_reminder"):
        yield f"projects/team/emails/{template}.txt", {"review": review}
    for step in life_notifications.TEXTS:
        yield life_notifications.TEMPLATE, {"step": step, "report": pages.draft, "due_on": date(2027, 1, 2)}
    for is_late in (True, False):
        yield reminders.TEMPLATE, {"duty": pages.duty, "is_late": is_late}


def test_every_email_is_read():
    read = "protection_lowered invitation review review_reminder step duty notice password_link weekly"
    read += " notification notifications link code"
    found = Path(settings.BASE_DIR, "templates").rglob("email*/*.txt")
    assert {path.stem for path in found} == set(read.split())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_file_mixes_the_languages(pages, language):
    document = compute(pages.project, ends_on=date(2018, 12, 31)).document
    with translation.override(language):
        found = [*texts_in(pdf_content.content(document, language))]
    # The first two columns of the CSV file are keys, the same in both languages.
    for row in csv.reader(io.StringIO(render(document, "csv", language).decode()), delimiter=";"):
        found += row[2:]
    extract = make_extract(
        pages.own,
        requested_on=date(2020, 1, 1),
        identified_by="document",
        kind="json",
        language=language,
        by=pages.cast.leader,
    )
    found += texts_in(json.loads(extract.content))
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(render(document, "xlsx", language)))
    for name in workbook.sheet_names:
        found += [str(cell) for row in workbook.get_sheet_by_name(name).to_python() for cell in row]
    assert len(found) > 500
    assert [text for text in found if is_foreign(text, language)] == []
