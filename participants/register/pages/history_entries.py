"""History of one participation in words."""

from functools import cache

from django.db.models import UUIDField
from django.utils.translation import gettext as _

from accounts.audit.history_text import MAX_EVENTS, OUTSIDE, HistoryText, Latest, PreparedEvents
from accounts.audit.row_history import Label
from esfportal.database.prepared_statement import Parameter
from esfportal.database.together import read_together
from esfportal.ui.formats import date_text
from participants.register.identity.merged_records import other_people, record_keys
from participants.register.labels import EDUCATION_LEVELS
from participants.register.models import (
    ChangeNote,
    Merge,
    OutcomeEvent,
    OutcomeEventHistory,
    ParticipationHistory,
    PersonHistory,
    SpellHistory,
)
from participants.register.pages import audit_labels
from participants.register.pages.page_context import HISTORY
from participants.register.prepared_facts import RECORDS, IsOneOf

MAX_SHOWN = 50  # changes on the page
HIDDEN_GROUP_TEXTS = {
    "number": lambda: _("changed the personal identity number"),
    "seal": lambda: _("encrypted the personal identity number again"),
    "sensitive": lambda: _("changed a sensitive detail"),
    "rest": lambda: _("changed what the portal records by itself"),
}


def changes(participation, *, known=(), max_events=MAX_EVENTS, shown=MAX_SHOWN):
    """Return (latest changes, whether there are more); `known` as for HistoryText."""
    history_text = HistoryText(
        latest=_latest(participation, max_events),
        values={"education_level": EDUCATION_LEVELS},
        columns={
            **{name: _("the start date") for name in ("entry_date", "starts_on")},
            **{name: _("the end date") for name in ("exit_date", "ends_on")},
        },
        skip_relations=(
            "person",
            "project",
            "created_by",
            "recorded_by",
            "supersedes",
            "merged_into",
            "outcome",
            "session",
        ),
        known=[*known, *(row for source in HISTORY for row in source.known(participation))],
        max_events=max_events,
    )
    history_start = _history_start(history_text, participation)
    found = history_text.entries(lambda event, before: _describe(history_text, event, before, history_start))
    notes, memberships = read_together(
        ChangeNote.objects.filter(participation__in=record_keys(participation)),
        participation.project.memberships.order_by(),
    )
    _add_notes(found, notes)
    colleagues = {membership.user_id for membership in memberships}
    for change in found:
        # Both records say that they were merged, and why.
        change.actions, change.notes = (list(dict.fromkeys(each)) for each in (change.actions, change.notes))
        # Colleagues of another project stay anonymous: nothing here may show that the person takes part
        # there.
        if change.actor and change.actor.pk not in colleagues and not change.actor.is_staff:
            change.actor, change.source = None, OUTSIDE
    return found[:shown], history_text.is_truncated or len(found) > shown


def _add_notes(found, notes):
    """Add reasons and confirmed warnings to the entries of their transactions."""
    by_transaction = {(entry.at, entry.actor and entry.actor.pk): entry for entry in found}
    for note in notes:
        if entry := by_transaction.get((note.recorded_at, note.recorded_by_id)):
            if note.reason:
                entry.notes.append(audit_labels.reason_text(note.reason))
            if note.warnings:
                entry.notes.append(audit_labels.confirmed_text(note.warnings))


def _latest(participation, max_events):
    keys = record_keys(participation)
    if len(keys) > 1:
        return Latest.of(_merged_events(participation, keys), max_events)
    return _prepared_events(max_events).read(records=keys, person=participation.person_id)


@cache
def _prepared_events(max_events):
    of_record = IsOneOf("id", RECORDS)
    by_record = IsOneOf("participation", RECORDS)
    return PreparedEvents(
        ParticipationHistory.objects.filter(of_record),
        SpellHistory.objects.filter(by_record),
        OutcomeEventHistory.objects.filter(by_record),
        PersonHistory.objects.filter(id=Parameter("person", UUIDField())),
        *(source.model.objects.filter(by_record) for source in HISTORY),
        max_events=max_events,
    )


def _merged_events(participation, keys):
    """Return the events of the record and of those merged into it, without the copies that a merge made."""
    people = [participation.person_id, *(person.pk for person in other_people(participation))]
    spells = SpellHistory.objects.filter(participation__in=keys)
    outcomes = OutcomeEventHistory.objects.filter(participation__in=keys)
    merges = list(Merge.objects.filter(merged__in=keys))
    for merge in merges:
        made = {"participation": merge.merged_id, "pgh_label": Label.INSERT}
        spells = spells.exclude(**made, id__lte=merge.last_spell)
        outcomes = outcomes.exclude(**made, id__lte=merge.last_outcome)
    made_by_merges = {"id__in": [merge.merged_id for merge in merges], "pgh_label": Label.INSERT}
    return (
        ParticipationHistory.objects.filter(id__in=keys).exclude(**made_by_merges),
        spells,
        outcomes,
        PersonHistory.objects.filter(id__in=people),
        *(source.model.objects.filter(participation__in=keys) for source in HISTORY),
    )


def _describe(history_text, event, before, history_start):
    if describe := DESCRIPTIONS.get(type(event)):
        return describe(history_text, event, before, history_start)
    source = next(each for each in HISTORY if each.model is type(event))
    return source.describe(history_text, event, before)


def _history_start(history_text, participation):
    came = [event.pgh_created_at for event in history_text.events if isinstance(event, ParticipationHistory)]
    return min(came, default=participation.created_at)


def _describe_person(history_text, event, before, history_start):
    # Earlier changes to the person belong to other projects.
    if event.pgh_created_at >= history_start:
        yield from _describe_changes(history_text, event, before, history_start)


def _describe_participation(history_text, event, before, history_start):
    if event.pgh_label == Label.START:
        yield _("started this history")
    elif event.pgh_label == Label.INSERT:
        yield _("registered the participant")
    if before and event.merged_into_id != before.merged_into_id:
        # A record that is merged again says it itself.
        if not before.merged_into_id:
            yield _("merged two records of the person")
        elif not event.merged_into_id:
            yield _("undid a merge of two records")
        return
    if before and bool(event.voided_at) != bool(before.voided_at):
        # One action sets the day, the user and the reason.
        yield _("voided the registration") if event.voided_at else _("restored the registration")
        return
    yield from _describe_changes(history_text, event, before, history_start)


def _describe_spell(history_text, event, before, history_start):
    if event.pgh_label in (Label.INSERT, Label.DELETE):
        text = _("began a period") if event.pgh_label == Label.INSERT else _("removed a period")
        intervention = history_text.related_object("intervention", event)
        place = ", ".join(
            str(each) for each in (history_text.related_object("municipality", event), intervention) if each
        )
        yield _("%(action)s: %(start)s, %(place)s") % {
            "action": text,
            "start": date_text(event.entry_date),
            "place": place,
        }
    yield from _describe_changes(history_text, event, before, history_start)


def _describe_outcome(history_text, event, before, history_start):
    if event.pgh_label == Label.INSERT:
        if event.is_withdrawal:
            text = _("withdrew: %(kind)s, %(date)s")
        elif event.supersedes_id:
            text = _("corrected an outcome to: %(kind)s, %(date)s")
        else:
            text = _("recorded: %(kind)s, %(date)s")
        yield text % {"kind": OutcomeEvent.Kind(event.kind).label, "date": date_text(event.happened_on)}
    yield from _describe_changes(history_text, event, before, history_start)


def _describe_changes(history_text, event, before, _history_start):
    if event.pgh_label == Label.UPDATE:
        yield from history_text.differences(event, before)
        yield from (HIDDEN_GROUP_TEXTS[group]() for group in event.pgh_hidden or ())


DESCRIPTIONS = {
    ParticipationHistory: _describe_participation,
    SpellHistory: _describe_spell,
    OutcomeEventHistory: _describe_outcome,
    PersonHistory: _describe_person,
}
