"""Facts of the extract: the columns of a row."""

from datetime import date, datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.ui import formats
from participants.register.labels import EDUCATION_LEVELS
from participants.register.models import OutcomeEvent

NOTHING = "–"
INTERNAL = "a key of the database's own, which says nothing about the person"
OF_THE_PERSON = "the row hangs on the person whom the extract is about"
OF_THE_PROJECT = "the extract is about one project, which it names"

TEXT_AND_KEYS = {
    "id": INTERNAL,
    "form_number": INTERNAL,
    "participation": OF_THE_PERSON,
    "text_encrypted": "the extract has the text itself, unencrypted",
    "text_key_version": "which key the text is encrypted with says nothing about the person",
}

# A new column is included in the extract unless it is listed here with a reason.
EXCLUDED_COLUMNS = {
    "register.Person": {
        "id": INTERNAL,
        "number_encrypted": "the extract has the number itself, unencrypted",
        "number_key_version": "which key the number is encrypted with says nothing about the person",
        "number_index": "a keyed hash of the number, worth nothing without the key",
    },
    "register.FormerNumber": {
        "id": INTERNAL,
        "person": OF_THE_PERSON,
        "number_encrypted": "the number itself stands in the extract, in the open",
        "number_key_version": "which key the number is encrypted with says nothing about the person",
        "number_index": "a keyed hash of the number, worth nothing without the key",
    },
    "register.Participation": {
        "id": INTERNAL,
        "person": OF_THE_PERSON,
        "project": OF_THE_PROJECT,
        "name_order": "the names once more, for sorting",
        "name_spelled": "the names once more, for searching",
        "merged_into": "the extract has the merges of the record, and the records themselves",
    },
    "register.Merge": {
        "id": INTERNAL,
        "merged": OF_THE_PERSON,
        "first": OF_THE_PERSON,
        "second": OF_THE_PERSON,
        "last_spell": INTERNAL,
        "last_outcome": INTERNAL,
    },
    "register.Spell": {"id": INTERNAL, "participation": OF_THE_PERSON, "project": OF_THE_PROJECT},
    "register.OutcomeEvent": {
        "participation": OF_THE_PERSON,
        "project": OF_THE_PROJECT,
        "place": "the order of recording once more, for figures",
    },
    "employers.Placement": {"id": INTERNAL, "participation": OF_THE_PERSON, "project": OF_THE_PROJECT},
    "attendance.Enrolment": {"id": INTERNAL, "participation": OF_THE_PERSON, "project": OF_THE_PROJECT},
    "benefits.BenefitPeriod": {"id": INTERNAL, "participation": OF_THE_PERSON, "project": OF_THE_PROJECT},
    "contact.ContactDetails": {
        "id": INTERNAL,
        "participation": OF_THE_PERSON,
        "project": OF_THE_PROJECT,
        "content_encrypted": "the extract has the text itself, unencrypted",
        "content_key_version": "which key the text is encrypted with says nothing about the person",
        "email_index": "a keyed hash of the address, worth nothing without the key",
    },
    "attendance.Attendance": {
        "id": INTERNAL,
        "participation": OF_THE_PERSON,
        "project": OF_THE_PROJECT,
        "note_encrypted": "the extract has the text itself, unencrypted",
        "note_key_version": "which key the text is encrypted with says nothing about the person",
    },
    "privacy.ExtractRequest": {"id": INTERNAL, "participation": OF_THE_PERSON, "project": OF_THE_PROJECT},
    "surveys.Invitation": {
        "id": INTERNAL,
        "participation": OF_THE_PERSON,
        "project": OF_THE_PROJECT,
        "token_hash": "a hash of the link's secret, worth nothing without it",
        "is_used": "employees make the extract, and learn of no one who has answered an anonymous survey",
    },
    "surveys.Response": {
        "id": INTERNAL,
        "participation": OF_THE_PERSON,
        "project": OF_THE_PROJECT,
        "answers_encrypted": "the extract has the answers themselves, unencrypted",
        "answers_key_version": "which key the answers are encrypted with says nothing about the person",
    },
    "certificates.Certificate": {
        "participation": OF_THE_PERSON,
        "project": OF_THE_PROJECT,
        "content_encrypted": "the extract has the text itself, unencrypted",
        "content_key_version": "which key the text is encrypted with says nothing about the person",
    },
    "week_sheets.WeekSheet": {
        "participation": OF_THE_PERSON,
        "project": OF_THE_PROJECT,
        "content_encrypted": "the extract has the text itself, unencrypted",
        "content_key_version": "which key the text is encrypted with says nothing about the person",
        "link_hash": "of the secret text of a link, which says nothing about the person",
    },
    "certificates.CertificateEvent": {
        "id": INTERNAL,
        "note_encrypted": "the extract has the text itself, unencrypted",
        "note_key_version": "which key the text is encrypted with says nothing about the person",
    },
    "cofinancing.Line": {"id": INTERNAL},
    "sampling.SampleItem": {
        "id": INTERNAL,
        "participation": OF_THE_PERSON,
        "answers": "the extract has them in words",
        "note_encrypted": "the extract has the text itself, unencrypted",
        "note_key_version": "which key the text is encrypted with says nothing about the person",
    },
    "employers.OutcomeEmployer": {"id": INTERNAL, "participation": OF_THE_PERSON, "project": OF_THE_PROJECT},
    "register.ChangeNote": {"id": INTERNAL, "participation": OF_THE_PERSON},
    "plans.Plan": TEXT_AND_KEYS,
    "plans.Step": TEXT_AND_KEYS,
    "evidence.Proof": {
        "participation": OF_THE_PERSON,
        "document_encrypted": "the extract has the text itself, unencrypted",
        "document_key_version": "which key the text is encrypted with says nothing about the person",
    },
    "evidence.ProofItem": {
        "id": INTERNAL,
        "participation": OF_THE_PERSON,
        "note_encrypted": "the extract has the text itself, unencrypted",
        "note_key_version": "which key the text is encrypted with says nothing about the person",
    },
    "casework.Handover": {"id": INTERNAL, "participation": OF_THE_PERSON, "batch": INTERNAL},
    "casework.Postponement": {
        "id": INTERNAL,
        "participation": OF_THE_PERSON,
        "subject": INTERNAL,
    },
    "consents.PrivacyEntry": {"id": INTERNAL, "form_number": INTERNAL, "participation": OF_THE_PERSON},
    "plans.Note": TEXT_AND_KEYS,
    "plans.Measurement": {"id": INTERNAL, "form_number": INTERNAL, "participation": OF_THE_PERSON},
    "register.AuthorisedCaseWorker": {"id": INTERNAL, "participation": OF_THE_PERSON},
    "register.ProtectedRecordAccess": {"id": INTERNAL, "participation": OF_THE_PERSON},
}

LABELS = {
    "number_kind": gettext_lazy("Kind of number"),
    "created_at": gettext_lazy("Registered"),
    "created_by": gettext_lazy("Registered by"),
    "starts_at": gettext_lazy("Time of day"),
    "voided_by": gettext_lazy("Voided by"),
    "recorded_at": gettext_lazy("Recorded"),
    "public_id": gettext_lazy("Reference in the portal"),
    "id": gettext_lazy("Reference"),
}


def facts_of(row, **empty_texts):
    """Return the row's columns as facts; `empty_texts` are texts for empty relations."""
    excluded = EXCLUDED_COLUMNS[row._meta.label]
    included = [field for field in row._meta.concrete_fields if field.name not in excluded]
    return [_fact(row, field, empty_texts.get(field.name, NOTHING)) for field in included]


def label_of(field):
    return str(LABELS.get(field.name) or capfirst(field.verbose_name))


# The dict shape is documented in docs/register-extract.schema.json.
def fact(name, label, value, text=None):
    return {"field": name, "label": str(label), "value": value, "text": str(value if text is None else text)}


def _fact(row, field, nothing):
    name, label = field.name, label_of(field)
    if field.is_relation and getattr(row, field.attname) is None:
        return fact(name, label, None, nothing)
    value = getattr(row, field.name)
    if field.is_relation:
        # Rows of the same model, and outcomes, are referred to by key, because the extract contains them.
        text = str(value.pk if _is_own(field) else getattr(value, "display_name", None) or value)
        return fact(name, label, value.pk if _is_own(field) else text, text)
    return fact(name, label, json_value(value), text_of(field, value))


def _is_own(field):
    return field.related_model in (field.model, OutcomeEvent)


def json_value(value):
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return [f"{name}: {answer}" for name, answer in value.items()]
    return value if value is None or isinstance(value, bool | int | str | list) else str(value)


def text_of(field, value):
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, dict):
        return "; ".join(f"{name}: {answer}" for name, answer in value.items())
    if isinstance(value, list):
        labels = dict(field.base_field.flatchoices)
        return "; ".join(NOTHING if each is None else str(labels.get(each, each)) for each in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        return formats.date_iso(value)
    if field.name == "education_level":
        return str(EDUCATION_LEVELS[value])
    return str(dict(field.flatchoices).get(value, value))
