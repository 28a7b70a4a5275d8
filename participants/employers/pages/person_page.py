"""Placements on a participant's page: panel, timeline and history."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.audit.row_history import Label
from accounts.permissions import Permission
from esfportal.ui.components import TimelineEntry
from esfportal.ui.formats import date_text, period
from participants.employers.models import (
    Employer,
    OutcomeEmployer,
    OutcomeEmployerHistory,
    Placement,
    PlacementHistory,
)
from participants.register.models import OutcomeEvent
from participants.register.pages.page_context import HistorySource
from participants.register.prepared_facts import RECORDS, IsOneOf

# Outcomes that happen at an employer.
AT_EMPLOYER = (
    OutcomeEvent.Kind.EMPLOYMENT,
    OutcomeEvent.Kind.INTERNSHIP,
    OutcomeEvent.Kind.FOLLOW_UP_EMPLOYED,
)


@dataclass(frozen=True)
class PlacementRow:
    """A placement, and the addresses of its pages."""

    placement: Placement
    employer_url: str
    url: str  # of the form


@dataclass(frozen=True)
class OutcomeRow:
    """An outcome at an employer, who may be named."""

    outcome: OutcomeEvent
    employer: Employer | None
    url: str  # of the form


def panel_parts():
    of_records = IsOneOf("participation", RECORDS)
    placements = Placement.objects.filter(of_records).order_by("-starts_on", "-pk")
    named = OutcomeEmployer.objects.filter(of_records)
    employers = Employer.objects.filter(
        Q(pk__in=placements.order_by().values("employer")) | Q(pk__in=named.values("employer"))
    )
    outcomes = OutcomeEvent.objects.filter(of_records).order_by("-happened_on", "-pk")
    return placements, named, employers, outcomes


def person_context(request, participation, placements, named, employers, events):
    """Return the participant's placements, and keep them for the timeline."""
    by_key = {employer.pk: employer for employer in employers}
    for placement in placements:
        placement.employer = by_key[placement.employer_id]
    named_by = {link.outcome_id: by_key[link.employer_id] for link in named}
    participation.shown_placements, participation.shown_employers = placements, employers
    project = participation.project
    return {
        "placements": [
            PlacementRow(
                each,
                reverse("employers:detail", args=[project.slug, each.employer_id]),
                _url(participation, "placement", each.pk),
            )
            for each in placements
        ],
        "outcomes_at_employers": [
            OutcomeRow(outcome, employer, _url(participation, "outcome_employer", outcome.pk))
            for outcome, employer in _at_employers(participation, events, named_by)
        ],
        "may_place": may(request.user, Permission.PARTICIPANT_EDIT, project),
    }


def _at_employers(participation, events, named_by):
    """Yield (outcome, employer or None) of each outcome in force at an employer."""
    by_key = {event.pk: event for event in events}
    superseded = {event.supersedes_id for event in events}
    # A merge copies outcomes: the copy has the same day and kind.
    by_content = {_content(by_key[key]): employer for key, employer in named_by.items()}
    for event in events:
        is_in_force = event.pk not in superseded and not event.is_withdrawal
        if event.participation_id == participation.pk and is_in_force and event.kind in AT_EMPLOYER:
            version, employer = event, None
            while version and not employer:
                employer = named_by.get(version.pk)
                version = by_key.get(version.supersedes_id)
            yield event, employer or by_content.get(_content(event))


def _content(event):
    return event.happened_on, event.kind


def timeline_entries(participation, *, may_edit):
    """Yield the placements; `person_context` has read them."""
    for placement in participation.shown_placements:
        yield TimelineEntry(
            placement.starts_on,
            capfirst(placement.get_kind_display()),
            placement.employer.name,
            _note(placement),
            kind="good" if placement.result == Placement.Result.HIRED else "info",
            url=_url(participation, "placement", placement.pk) if may_edit else "",
            url_label=_("Change, or say what came of it"),
        )


def _note(placement):
    end = _("Until %(date)s") % {"date": date_text(placement.ends_on)} if placement.ends_on else ""
    return ": ".join(filter(None, [end, placement.get_result_display()]))


def history_sources():
    """Return what the participant's history shows of placements and named employers."""
    return (
        HistorySource(PlacementHistory, _describe_placement, _known_employers),
        HistorySource(OutcomeEmployerHistory, _describe_named_employer),
    )


def _known_employers(participation):
    return getattr(participation, "shown_employers", ())  # none where the history alone is read


def _describe_placement(history_text, event, before):
    if event.pgh_label == Label.UPDATE:
        yield from history_text.differences(event, before)
        return
    text = _("recorded a placement") if event.pgh_label == Label.INSERT else _("removed a placement")
    yield _("%(action)s: %(where)s, %(days)s") % {
        "action": text,
        "where": history_text.related_object("employer", event) or "",
        "days": period(event.starts_on, event.ends_on),
    }


def _describe_named_employer(history_text, event, _before):
    if event.pgh_label == Label.DELETE:
        yield _("removed the employer of an outcome")
    else:
        employer = history_text.related_object("employer", event) or ""
        yield _("named the employer of an outcome: %(name)s") % {"name": employer}


def _url(participation, name, pk):
    return reverse(f"employers:{name}", args=[participation.project.slug, participation.public_id, pk])
