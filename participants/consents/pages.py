"""Information and consents on the participant's pages, and the texts of a project."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.permissions import Permission
from participants.consents.access import asked_subjects, entries_of, texts_in_force
from participants.consents.gates import NOT_WITHOUT
from participants.consents.models import AskedConsents, PrivacyEntry, Subject
from participants.consents.states import Answer, in_force
from participants.register.models import Participation
from participants.register.prepared_facts import RECORD, RECORDS, IsOneOf
from projects import overview

KINDS_OF_STATES = {
    Answer.INFORMED: "good",
    Answer.GIVEN: "good",
    Answer.REFUSED: "bad",
    Answer.WITHDRAWN: "bad",
}


@dataclass(frozen=True)
class SubjectRow:
    subject: Subject
    current: PrivacyEntry | None
    entries: list[PrivacyEntry]
    url: str  # of the form
    is_asked: bool  # information always; a consent if the project asks for it

    @property
    def state_kind(self):
        if self.current:
            return KINDS_OF_STATES[self.current.answer]
        return "warn" if self.is_asked else "none"

    @property
    def state_label(self):
        if self.current:
            return self.current.get_answer_display()
        if not self.is_asked:
            return _("the project does not ask for it")
        return _("not asked") if self.subject.is_consent else _("not recorded")

    @property
    def not_without(self):
        """Return what is not done without the consent that is missing."""
        has_consent = self.current and self.current.answer == Answer.GIVEN
        is_relevant = self.subject.is_consent and (self.is_asked or self.current) and not has_consent
        return NOT_WITHOUT[self.subject] if is_relevant else ""

    @property
    def url_label(self):
        return record_label(self.subject)


def record_label(subject):
    return _("Record the answer") if subject.is_consent else _("Record the information")


def panel_parts():
    entries = PrivacyEntry.objects.filter(IsOneOf("participation", RECORDS)).order_by("pk")
    projects = Participation.objects.filter(pk=RECORD).values("project")
    return entries, AskedConsents.objects.filter(project__in=projects)


def panel_context(request, participation, entries, chosen):
    rows = subject_rows(participation, entries, [subject for row in chosen for subject in row.subjects])
    return {
        "privacy_rows": [row for row in rows if row.current or row.is_asked],
        "may_record_privacy": may(request.user, Permission.PARTICIPANT_EDIT, participation.project),
    }


def person_context(participation):
    asked = asked_subjects(participation.project)
    rows = subject_rows(participation, list(entries_of(participation)), asked)
    return {"rows": [row for row in rows if row.is_asked or row.entries]}


def subject_rows(participation, entries, asked):
    current = in_force(entries)
    slug, public_id = participation.project.slug, participation.public_id
    return [
        SubjectRow(
            subject,
            current.get(subject),
            [each for each in reversed(entries) if each.subject == subject],
            reverse("consents:record", args=[slug, public_id, subject]),
            is_asked=subject in asked or not subject.is_consent,
        )
        for subject in Subject
    ]


def texts_context(project):
    texts, asked = list(texts_in_force()), asked_subjects(project)
    return {
        "subjects": [
            (each, [text for text in texts if text.subject == each], each in asked or not each.is_consent)
            for each in Subject
        ]
    }


def paragraphs(text, project):
    """Return the paragraphs of a text, with the names of the project and its owner."""
    controller = overview.owner(project) or project.display_name
    named = text.body.replace("{project}", project.display_name).replace("{controller}", controller)
    return [each for each in named.replace("\r\n", "\n").split("\n\n") if each.strip()]
