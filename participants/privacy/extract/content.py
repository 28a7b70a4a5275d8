"""Content of the extract (docs/register-extract.md)."""

from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.models import AuditEntry
from accounts.models import AccessLogEntry
from participants.attendance.models import Attendance, Enrolment
from participants.benefits.models import BenefitPeriod
from participants.casework.models import Handover, Postponement
from participants.contact.models import ContactDetails
from participants.employers.models import OutcomeEmployer, Placement
from participants.evidence.models import Proof, ProofItem
from participants.privacy.extract import certified, legal_information, planned, purposes, surveyed
from participants.privacy.extract.column_facts import NOTHING, fact, facts_of
from participants.privacy.extract_requests.access import requests_of
from participants.register.identity import numbers
from participants.register.identity.merged_records import record_keys
from participants.register.models import AuthorisedCaseWorker, ChangeNote, Merge, Participation
from participants.register.pages import audit_labels, history_entries
from participants.register.protection.authorisation import authorised_case_workers
from projects import overview
from reporting.reports.models import Report
from reporting.sampling.models import SampleItem
from reporting.sampling.pages import answer_rows
from reporting.sampling.states import State as SampleState

NO_LIMIT = 1_000_000  # more than the changes of any person
FORMAT, VERSION = "esfportal/register-extract", 1

ON_OWN_PAGE = {
    AuditAction.OWN_PAGE_OPENED,
    AuditAction.OWN_LINK_MAILED,
    AuditAction.OWN_PAGE_CODE_MAILED,
    AuditAction.OWN_PAGE_CLOSED,
    AuditAction.EXTRACT_ASKED,
    AuditAction.CERTIFICATE_CONFIRMED,
    AuditAction.CERTIFICATE_REFUSED,
    AuditAction.PRIVACY_ENTRY_RECORDED,
}


def content_of(participation, *, request, by):
    """Return everything about one participation; raises identity.NumberUnreadable."""
    project = participation.project
    return {
        "format": FORMAT,
        "version": VERSION,
        "language": get_language(),
        "made_at": _timestamp(timezone.now()),
        "made_by": str(by),
        "request": request,
        "project": {
            "slug": project.slug,
            "name": project.display_name,
            "programme_period": project.programme_period,
            "controller": overview.owner(project),
        },
        **registered_about(participation),
        "readers": reader_rows(participation, readers_of(participation).order_by("pk")),
    }


def registered_about(participation):
    """Return what the extract says of the person, without its readers; raises identity.NumberUnreadable."""
    person = participation.person
    return {
        "person": [_number(person), *facts_of(person)],
        "former_numbers": [
            _former_number(former) for former in person.former_numbers.order_by("replaced_at")
        ],
        "merges": [facts_of(merge) for merge in _merges(participation)],
        "merged_records": [_merged_record(record) for record in _merged_records(participation)],
        "participation": facts_of(participation),
        "spells": [facts_of(spell) for spell in _spells(participation)],
        "outcomes": [facts_of(outcome) for outcome in _outcomes(participation)],
        **planned.content(participation),
        **certified.content(participation),
        **surveyed.content(participation),
        "proof": [_proof(proof) for proof in proofs_of(participation)],
        "proof_facts": [_proof_fact(item) for item in _proof_items(participation)],
        "sample_items": [_sample_item(each) for each in _sample_items(participation)],
        "placements": [facts_of(placement) for placement in _placements(participation)],
        "employers_of_outcomes": [facts_of(link) for link in _employers_of_outcomes(participation)],
        "enrolments": [facts_of(enrolment) for enrolment in _enrolments(participation)],
        "attendance": [_attendance(row) for row in _attendances(participation)],
        "contact_details": [_contact_details(row) for row in _contacts(participation)],
        "benefits": [facts_of(period) for period in _benefits(participation)],
        "authorised_case_workers": [
            *_authorised_by_registering(participation),
            *map(facts_of, _authorised_case_workers(participation)),
        ],
        "record_accesses": [facts_of(row) for row in _record_accesses(participation)],
        "change_notes": [facts_of(note, recorded_by=_author(None)) for note in _change_notes(participation)],
        "handovers": [facts_of(row) for row in _handovers(participation)],
        "postponements": [facts_of(row) for row in _postponements(participation)],
        "extract_requests": [facts_of(each) for each in _extract_requests(participation)],
        "reports": _reports(participation),
        "changes": _changes(participation),
        "audit_log": [_audit_entry(entry) for entry in _audit_entries(participation)],
        "texts": legal_information.information_texts(participation.project),
    }


def _number(person):
    digits = numbers.decrypt_number(person)
    shown = numbers.display(digits) if digits else ""
    return fact("number", _("Personal identity number"), shown or None, shown or _("no number"))


def _former_number(former):
    return [_number(former), *facts_of(former)]


def _change_notes(participation):
    notes = ChangeNote.objects.filter(participation__in=record_keys(participation))
    return notes.select_related("recorded_by").order_by("pk")


def _handovers(participation):
    rows = Handover.objects.filter(participation__in=record_keys(participation))
    return rows.select_related("from_worker", "to_worker", "sent_by", "answered_by").order_by("pk")


def _postponements(participation):
    rows = Postponement.objects.filter(participation__in=record_keys(participation))
    return rows.select_related("recorded_by").order_by("pk")


def _merges(participation):
    keys = record_keys(participation)
    involved = Q(merged__in=keys) | Q(first__in=keys) | Q(second__in=keys)
    return Merge.objects.filter(involved).select_related("merged_by", "undone_by").order_by("pk")


def _merged_records(participation):
    return Participation.with_voided.filter(merged_into=participation).select_related("person").order_by("pk")


def _merged_record(record):
    person = record.person
    return {
        "person": [_number(person), *facts_of(person)],
        "former_numbers": [_former_number(each) for each in person.former_numbers.order_by("replaced_at")],
        "participation": facts_of(record),
        "spells": [facts_of(spell) for spell in _spells(record)],
        "outcomes": [facts_of(outcome) for outcome in _outcomes(record)],
    }


def _spells(participation):
    return participation.spells.select_related("municipality", "intervention", "case_worker").order_by(
        "entry_date"
    )


def _outcomes(participation):
    # Corrected and withdrawn outcomes are included.
    return participation.outcomes.select_related("recorded_by", "supersedes").order_by("pk")


def proofs_of(participation):
    """Return the proof about the person, withdrawn ones too; raise Unreadable from their texts."""
    found = Proof.objects.about(participation).select_related("added_by", "withdrawn_by", "file")
    return found.order_by("pk")


def _proof(proof):
    file = getattr(proof, "file", None)
    text = f"{file.name}, SHA-256 {file.sha256}" if file else None
    return [
        *facts_of(proof),
        fact("document", _("Which paper"), proof.document or None, proof.document or NOTHING),
        fact("file", _("File"), text, text or NOTHING),
    ]


def _proof_items(participation):
    items = ProofItem.objects.filter(proof__in=Proof.objects.about(participation))
    return items.select_related("proof", "reviewed_by").order_by("pk")


def _proof_fact(item):
    return [*facts_of(item), fact("note", _("In words"), item.note or None, item.note or NOTHING)]


def _sample_items(participation):
    # Of closed samples: what an auditor has written of an open one is a draft.
    found = SampleItem.objects.filter(participation__in=record_keys(participation))
    found = found.filter(sample__state=SampleState.CLOSED)
    return found.select_related("sample__project", "checked_by").order_by("pk")


def _sample_item(item):
    note = item.note or None
    answers = "; ".join(f"{question}: {text}" for question, _answer, text in answer_rows(item))
    return [
        *facts_of(item),
        fact("found", _("Findings"), answers, answers),
        fact("note", _("Note"), note, note or NOTHING),
    ]


def _placements(participation):
    found = Placement.objects.filter(participation__in=record_keys(participation))
    return found.select_related("employer", "offer", "recorded_by").order_by("pk")


def _employers_of_outcomes(participation):
    found = OutcomeEmployer.objects.filter(participation__in=record_keys(participation))
    return found.select_related("employer", "outcome").order_by("pk")


def _enrolments(participation):
    found = Enrolment.objects.filter(participation__in=record_keys(participation))
    return found.select_related("activity", "recorded_by").order_by("pk")


def _attendances(participation):
    found = Attendance.objects.filter(participation__in=record_keys(participation))
    return found.select_related("session__activity", "recorded_by").order_by("pk")


def _contacts(participation):
    return ContactDetails.objects.of_records(record_keys(participation)).select_related("recorded_by")


def _contact_details(row):
    email, phone = row.email or None, row.phone or None
    shown = (
        fact("email", _("E-mail"), email, email or NOTHING),
        fact("phone", _("Telephone"), phone, phone or NOTHING),
    )
    return [*facts_of(row, recorded_by=_("The participant")), *shown]


def _benefits(participation):
    found = BenefitPeriod.objects.filter(participation__in=record_keys(participation))
    return found.select_related("recorded_by").order_by("pk")


def _attendance(attendance):
    note = attendance.note
    return [*facts_of(attendance), fact("note", _("Why the time is another"), note or None, note or NOTHING)]


def _authorised_case_workers(participation):
    return participation.authorised_case_workers.select_related("user", "authorised_by", "ended_by")


def _authorised_by_registering(participation):
    if not participation.person.is_protected:
        return
    for authorisation in authorised_case_workers(participation):
        if authorisation.authorised_by is None:
            # The registrar is authorised without a row, so the extract gets an unsaved one.
            row = AuthorisedCaseWorker(user=authorisation.user, authorised_at=authorisation.since)
            yield facts_of(row, authorised_by=_("by registering the person"))


def _record_accesses(participation):
    return participation.record_accesses.select_related("user").order_by("opened_at")


def _extract_requests(participation):
    return requests_of(participation).select_related("recorded_by", "handed_over_by").order_by("pk")


def _reports(participation):
    reports = Report.objects.submitted().filter(
        project=participation.project, counted_participations__overlap=record_keys(participation)
    )
    return [
        {"starts_on": report.starts_on.isoformat(), "ends_on": report.ends_on.isoformat()}
        # The reports themselves contain counts only.
        for report in reports.order_by("ends_on").only("starts_on", "ends_on")
    ]


def _changes(participation):
    found, _is_truncated = history_entries.changes(participation, max_events=NO_LIMIT, shown=NO_LIMIT)
    return [
        {
            "at": _timestamp(change.at),
            "by": change.actor_text,
            "how": change.source_text,
            "actions": [capfirst(str(action)) for action in change.actions],
        }
        # Earliest first.
        for change in reversed(found)
    ]


def _audit_entries(participation):
    keys = [str(key) for key in record_keys(participation)]
    own = Q(object_type="register.participation", object_id__in=keys)
    return AuditEntry.objects.filter(own).select_related("actor").order_by("pk")


def _said_by(entry):
    # The project that lowered the protection must not be revealed.
    if entry.action == AuditAction.PROTECTION_LOWERED_IN_OTHER_PROJECT:
        return _("A user outside the project")
    if entry.actor is None and entry.action in ON_OWN_PAGE:
        return _("The participant")
    return _author(entry.actor)


def _audit_entry(entry):
    return {
        "at": _timestamp(entry.at),
        "by": _said_by(entry),
        "action": entry.action,
        "text": audit_labels.action_label(entry),
        "details": entry.details,
        "details_text": audit_labels.details_text(entry),
    }


def readers_of(participation):
    return AccessLogEntry.objects.of_participations(record_keys(participation)).select_related("actor")


def reader_rows(participation, entries):
    reasons = purposes.translated_purposes(participation)
    return [_reader(entry, reasons) for entry in entries]


def _reader(entry, reasons):
    return {
        "at": _timestamp(entry.at),
        "by": _author(entry.actor),
        "role": str(entry.get_role_display()),
        "kind": entry.kind,
        "kind_text": str(entry.get_kind_display()),
        "purpose": reasons.get(entry.purpose, entry.purpose_text),
    }


def _timestamp(value):
    return timezone.localtime(value).isoformat(timespec="seconds")


def _author(user):
    return str(user) if user else capfirst(_("the operator"))


def day_of(content):
    return content["made_at"][:10]
