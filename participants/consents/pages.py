"""Information and consents on the participant's pages, and the texts of a project."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.permissions import Permission
from participants.consents.access import entries_of, texts_in_force
from participants.consents.models import PrivacyEntry, Subject
from participants.consents.states import Answer, in_force
from participants.register.prepared_facts import RECORDS, IsOneOf
from projects import overview

KINDS_OF_STATES = {
    Answer.INFORMED: "good",
    Answer.GIVEN: "good",
    Answer.REFUSED: "bad",
    Answer.WITHDRAWN: "bad",
}


@dataclass(frozen=True)
class SubjectRow:
    """A subject, the entry in force and all entries, latest first."""

    subject: Subject
    current: PrivacyEntry | None
    entries: list[PrivacyEntry]
    url: str  # of the form

    @property
    def state_kind(self):
        return KINDS_OF_STATES[self.current.answer] if self.current else "warn"

    @property
    def state_label(self):
        if self.current:
            return self.current.get_answer_display()
        return _("not asked") if self.subject.is_consent else _("not recorded")

    @property
    def url_label(self):
        return record_label(self.subject)


def record_label(subject):
    return _("Record the answer") if subject.is_consent else _("Record the information")


def panel_parts():
    return (PrivacyEntry.objects.filter(IsOneOf("participation", RECORDS)).order_by("pk"),)


def panel_context(request, participation, entries):
    rows = subject_rows(participation, entries)
    return {
        "privacy_rows": [row for row in rows if row.current or not row.subject.is_consent],
        "may_record_privacy": may(request.user, Permission.PARTICIPANT_EDIT, participation.project),
    }


def person_context(participation):
    return {"rows": subject_rows(participation, list(entries_of(participation)))}


def subject_rows(participation, entries):
    current = in_force(entries)
    slug, public_id = participation.project.slug, participation.public_id
    return [
        SubjectRow(
            subject,
            current.get(subject),
            [each for each in reversed(entries) if each.subject == subject],
            reverse("consents:record", args=[slug, public_id, subject]),
        )
        for subject in Subject
    ]


def texts_context():
    """Return the texts in force by subject."""
    texts = list(texts_in_force())
    return {"subjects": [(each, [text for text in texts if text.subject == each]) for each in Subject]}


def paragraphs(text, project):
    """Return the paragraphs of a text, with the names of the project and its owner."""
    controller = overview.owner(project) or project.display_name
    named = text.body.replace("{project}", project.display_name).replace("{controller}", controller)
    return [each for each in named.replace("\r\n", "\n").split("\n\n") if each.strip()]
