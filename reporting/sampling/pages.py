import logging
from dataclasses import dataclass
from typing import Any

from accounts.access import may
from accounts.permissions import Permission
from esfportal.languages import active_language
from esfportal.security.encryption import Unreadable
from participants.register.models import Participation
from reporting.reports.verification.access import is_auditor
from reporting.reports.verification.counted_events import counted_events, event_text
from reporting.sampling.lists import NotFrozen, list_of
from reporting.sampling.method.results import result_of
from reporting.sampling.states import Answer

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ItemRow:
    item: Any
    text: str
    faults: list[str]  # the questions
    url: str


def shown_items(sample, user):
    """Return the items that the user's list shows; auditors see all."""
    found = sample.items.select_related("checked_by").order_by("position")
    if is_auditor(user, sample):
        return found
    # As in the lists of counted people: a code in one figure's sample would say what a protected person has done.
    hidden = Participation.with_voided.in_project(sample.project).protected()
    return found.exclude(participation__in=hidden)


def item_rows(items, *, sample, frozen, shows_items, audits, **_rest):
    if not shows_items:
        return []
    texts = {each.code: each.text for each in frozen.items} if frozen else {}
    rows = []
    for item in items:
        item.sample = sample
        url = item.check_url if audits and sample.is_open else item.get_absolute_url()
        rows.append(ItemRow(item, texts.get(item.code, ""), faults_of(item), url))
    return rows


def faults_of(item):
    asked = item.sample.questions
    return [each[active_language()] for each in asked if item.answers.get(each["key"]) == Answer.FAULT]


def sample_context(sample, user):
    """Return what the sample's page shows; the result only of a closed one."""
    items = list(sample.items.order_by("position"))
    audits = may(user, Permission.EVIDENCE_SAMPLE, sample.project)
    return {
        "sample": sample,
        "result": None if sample.is_open else result_of(sample, items, active_language()),
        "progress": Progress(sum(each.is_checked for each in items), len(items)),
        "audits": audits,
        "shows_items": audits or not sample.is_open,
    }


@dataclass(frozen=True)
class Progress:
    checked: int
    size: int

    @property
    def percent(self):
        return 100 * self.checked // self.size if self.size else 0

    @property
    def is_done(self):
        return self.checked == self.size


def sample_rows(samples):
    return [(each, list_or_none(each)) for each in samples]


def list_or_none(sample):
    """Return the list of a sample, or None if it is not reachable any more."""
    if sample.report is not None and not sample.report.is_submitted:
        return None  # withdrawn since
    try:
        return list_of(sample)
    except NotFrozen:
        return None


def item_context(item):
    """Return what the item's page shows, and read its person, as `item.person`. The caller reads the whole project."""
    item.person = _person_of(item)
    listed = _listed_item(item)
    return {
        "listed": listed,
        "events": _events_of(item) if listed else [],
        "answers": answer_rows(item),
        "note": note_of(item),
    }


def _person_of(item):
    found = Participation.with_voided.select_related("person", "project", "merged_into__person")
    return found.get(pk=item.participation_id) if item.participation_id else None


def note_of(item):
    """Return the note, or None if it can't be read."""
    try:
        return item.note
    except Unreadable:
        logger.error("The note of item %s of a sample can't be read.", item.pk)
        return None


def after(item):
    """Return the address of the next item that is not checked, or the sample."""
    left = item.sample.items.filter(checked_at__isnull=True)
    found = left.filter(position__gt=item.position).first() or left.first()
    if found is None:
        return item.sample
    found.sample = item.sample
    return found.check_url


def _listed_item(item):
    frozen = list_or_none(item.sample)
    return next((each for each in frozen.items if each.code == item.code), None) if frozen else None


def _events_of(item):
    """Return the events that put the person into the figure, in words."""
    sample = item.sample
    if sample.report is None:
        return []
    found = counted_events(sample.report, sample.figure, [item.participation_id])
    return [event_text(each) for each in found[item.participation_id]]


def answer_rows(item):
    """Return [(question, Answer, the answer in words)]."""
    answers = dict(Answer.choices)
    given = [item.answers.get(each["key"], Answer.NOT_CHECKED) for each in item.sample.questions]
    texts = [each[active_language()] for each in item.sample.questions]
    return [(text, answer, answers[answer]) for text, answer in zip(texts, given, strict=True)]


def events_by_person(frozen):
    """Return the events behind a figure by key of a participation; nothing for money."""
    if frozen.is_money:
        return {}
    people = [each.participation for each in frozen.items]
    return counted_events(frozen.origin, frozen.about["figure"], people)
