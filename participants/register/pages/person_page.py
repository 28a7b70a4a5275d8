"""Person page: entry record, timeline and next steps."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from esfportal.ui.components import TimelineEntry
from esfportal.ui.formats import date_iso, date_text
from participants.register.dates import follow_up_from, immediate_result_until
from participants.register.forms.entry import RecordForm
from participants.register.models import LabourMarketStatus, Moment, OutcomeEvent, Participation, Sex, Spell
from participants.register.pages.page_context import TIMELINE
from participants.register.pages.person_list import is_without_result
from participants.register.pages.situation_text import situation_text
from participants.register.prepared_facts import RECORD
from participants.register.rules import eligibility

# Without these a record is incomplete (V-R02, V-R04, V-R05).
NEEDED = {"labour_market_status", "education_level", *Participation.HOUSEHOLD_FIELDS}

CORRECTION = OutcomeEvent._meta.get_field("superseded_by")
TIMELINE_KINDS = {
    OutcomeEvent.Kind.EMPLOYMENT: "good",
    OutcomeEvent.Kind.SELF_EMPLOYMENT: "good",
    OutcomeEvent.Kind.EDUCATION: "good",
    OutcomeEvent.Kind.QUALIFICATION: "good",
    OutcomeEvent.Kind.INTERNSHIP: "good",
    OutcomeEvent.Kind.CLOSER: "good",
    OutcomeEvent.Kind.FOLLOW_UP_EMPLOYED: "good",
    OutcomeEvent.Kind.FOLLOW_UP_SELF_EMPLOYED: "good",
}


@dataclass(frozen=True)
class Answer:
    label: str
    text: str
    is_needed: bool


@dataclass(frozen=True)
class Answers:
    given: list[Answer]
    missing: list[Answer]

    @property
    def needed(self):
        """Return how many of the missing answers the indicators need."""
        return sum(answer.is_needed for answer in self.missing)


@dataclass(frozen=True)
class Step:
    text: str
    is_late: bool = False
    url: str = ""  # of the form that settles it
    url_label: str = ""


def read_spells(participation):
    """Read the spells with their parts, which the timeline and the history show."""
    spells = Spell.objects.select_related("municipality", "intervention", "case_worker")
    prefetch_related_objects([participation], Prefetch("spells", spells))


def parts_of_spells(participation):
    """Return the municipalities and interventions of the spells that `read_spells` has read."""
    spells = participation.spells.all()
    return [part for spell in spells for part in (spell.municipality, spell.intervention) if part]


def outcome_parts():
    outcomes = OutcomeEvent.objects.filter(participation=RECORD)
    return outcomes, User.objects.filter(pk__in=outcomes.order_by().values("recorded_by"))


def outcomes_context(_request, _participation, outcomes, recorders):
    """Return the outcomes, corrected ones too, with what corrects them."""
    by_key, users = ({each.pk: each for each in rows} for rows in (outcomes, recorders))
    for outcome in outcomes:
        outcome.recorded_by = users.get(outcome.recorded_by_id)
        CORRECTION.set_cached_value(outcome, None)  # until the one that supersedes it is found
    for outcome in outcomes:
        if outcome.supersedes_id:
            outcome.supersedes = by_key[outcome.supersedes_id]
    return {"outcomes": outcomes}


def page_context(participation, outcomes, *, may_edit, way_back):
    form = RecordForm(project=participation.project, entry_date=participation.first_entry)
    return {
        "list_url": way_back.list_url(participation.project),
        "edit_url": form_url(participation, "edit") + way_back.query(),
        "period_text": period_text(participation),
        "answers": answers(participation, form),
        "target_group_result": target_group_result(participation, form.target_groups),
        "timeline": timeline(participation, outcomes, may_edit=may_edit),
        "withdrawn": withdrawn(outcomes),
        "steps": list(next_steps(participation, way_back.query)),
        "may_edit": may_edit,
    }


def period_text(participation):
    start, back, left = participation.first_entry, participation.last_entry, participation.last_exit
    if left and back == start:
        text = _("Took part from %(start)s to %(end)s.")
    elif left:
        text = _("Took part from %(start)s to %(end)s, with a break.")
    elif back == start:
        text = _("Takes part since %(start)s.")
    else:
        text = _("Came back %(back)s; started for the first time %(start)s.")
    period = text % {"start": date_text(start), "back": date_text(back), "end": date_text(left)}
    return f"{_born(participation.person)} {period}"


def _born(person):
    text = _("Woman, born %(date)s.") if person.sex == Sex.WOMAN else _("Man, born %(date)s.")
    return text % {"date": date_text(person.birth_date)}


def answers(participation, form):
    """Return the questions asked in this project, with answers."""
    names = [name for name in form.fields if name != "admission_ground"]
    found = [
        Answer(
            form.fields[name].label, _text(form.fields[name], getattr(participation, name)), name in NEEDED
        )
        for name in names
        if _is_relevant(name, participation)
    ]
    if participation.admission_ground:
        found.append(Answer(form.fields["admission_ground"].label, participation.admission_ground, False))
    return Answers(
        [answer for answer in found if answer.text], [answer for answer in found if not answer.text]
    )


def _is_relevant(name, participation):
    # Questions that follow from another answer.
    follows_from = {
        "unemployed_since": participation.labour_market_status == LabourMarketStatus.UNEMPLOYED,
        "self_employed": participation.labour_market_status == LabourMarketStatus.EMPLOYED,
        "sick_listed_since": bool(participation.sick_listed),
    }
    return getattr(participation, name) not in (None, "") or follows_from.get(name, True)


def _text(field, value):
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return date_iso(value)
    return str(dict(field.choices).get(field.prepare_value(value), value))


def target_group_result(participation, target_groups):
    record = {name: getattr(participation, name) for name in RecordForm.base_fields}
    person = participation.person
    return eligibility.assess(
        target_groups,
        {
            **record,
            "entry_date": participation.first_entry,
            "birth_date": person.birth_date,
            "sex": person.sex,
        },
    )


def timeline(participation, outcomes, *, may_edit):
    """Return spells, outcomes in force and what other apps add, latest first."""
    moments = [
        *[
            moment
            for spell in participation.spells.all()
            for moment in _of_spell(participation, spell, may_edit)
        ],
        *[_of_outcome(participation, outcome, may_edit) for outcome in outcomes if outcome.is_in_force],
        *[entry for entries in TIMELINE for entry in entries(participation, may_edit=may_edit)],
    ]
    return sorted(moments, key=lambda moment: moment.date, reverse=True)


def _of_spell(participation, spell, may_edit):
    intervention = spell.intervention.display_name if spell.intervention else ""
    place = ", ".join(filter(None, [spell.municipality.name, intervention]))
    is_first = spell.entry_date == participation.first_entry
    url = _url(participation, "spell", spell.pk) if may_edit else ""
    yield TimelineEntry(
        spell.entry_date,
        _("Started") if is_first else _("Came back"),
        place,
        situation_text(spell, Moment.ENTRY),
        kind="info",
        url=url,
        url_label=_("Correct the period"),
    )
    if spell.exit_date:
        reason = Spell.ExitReason(spell.exit_reason).label
        yield TimelineEntry(
            spell.exit_date,
            _("Left the project"),
            str(reason).capitalize(),
            situation_text(spell, Moment.EXIT),
            kind="info",
            url=url,
            url_label=_("Correct or remove the end"),
        )


def _of_outcome(participation, outcome, may_edit):
    text = outcome.get_improvement_display() if outcome.improvement else ""
    notes = []
    if outcome.evidence:
        notes.append(_("Evidence: %(text)s") % {"text": outcome.evidence})
    if outcome.supersedes_id:
        notes.append(_("Corrected: %(reason)s") % {"reason": outcome.correction_reason})
    left = participation.last_exit
    is_follow_up = outcome.kind in OutcomeEvent.FOLLOW_UPS
    if left and not is_follow_up and outcome.happened_on > immediate_result_until(left):
        notes.append(_("Later than 28 days after the end: not counted as a result upon leaving."))
    return TimelineEntry(
        outcome.happened_on,
        str(outcome.get_kind_display()).capitalize(),
        str(text).capitalize(),
        ". ".join(note.rstrip(".") for note in notes) + ("." if notes else ""),
        TIMELINE_KINDS.get(outcome.kind, "none"),
        _url(participation, "correct_outcome", outcome.pk) if may_edit else "",
        _("Correct or withdraw"),
        str(outcome.pk),
    )


def withdrawn(outcomes):
    """Return the outcomes that were corrected or withdrawn, latest first."""
    found = [outcome for outcome in outcomes if outcome.is_superseded]
    return sorted(found, key=lambda outcome: (outcome.happened_on, outcome.pk), reverse=True)


def next_steps(participation, query):
    """Yield what comes next; `query` returns the query of a form's address."""
    today, left = timezone.localdate(), participation.last_exit
    if left is None:
        yield from _step_of_ended_project(participation, today, query)
        return
    last_day, first_day = immediate_result_until(left), follow_up_from(left)
    if is_without_result(participation):
        is_late = today > last_day
        text = (
            _("No result upon leaving is recorded. What happened by %(date)s can still be added.")
            if is_late
            else _("Results upon leaving count up to and including %(date)s.")
        )
        url = form_url(participation, "outcome") + query(about="result")
        yield Step(text % {"date": date_text(last_day)}, is_late, url, _("Record an outcome"))
    if participation.follow_up is None:
        late = first_day <= today
        text = (
            _("Follow up the situation six months after leaving: due since %(date)s.")
            if late
            else _("Follow up the situation six months after leaving: from %(date)s.")
        )
        url = form_url(participation, "outcome") + query(about="follow-up") if late else ""
        yield Step(text % {"date": date_text(first_day)}, late, url, _("Record the follow-up"))


def _step_of_ended_project(participation, today, query):
    if participation.project.has_ended(today):
        text = _("The project ended on %(date)s, and the end of this participation is not recorded.")
        url = form_url(participation, "exit") + query()
        yield Step(text % {"date": date_text(participation.project.ends_on)}, True, url, _("Record the end"))


def exit_message(exit_date):
    last_day = immediate_result_until(exit_date)
    text = (
        _("The end is recorded. Results count up to and including %(date)s.")
        if timezone.localdate() <= last_day
        else _("The end is recorded. Results counted up to and including %(date)s.")
    )
    return text % {"date": date_text(last_day)}


def form_url(participation, name):
    return reverse(f"register:{name}", args=[participation.project.slug, participation.public_id])


def _url(participation, name, pk):
    return reverse(f"register:{name}", args=[participation.project.slug, participation.public_id, pk])
