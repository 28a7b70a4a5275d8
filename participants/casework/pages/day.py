"""The rows of My day: the person, the text, and the form that settles it."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.audit.models import AuditEntry
from participants.casework.caseload import works_with_people
from participants.casework.kinds import WorkItem, WorkKind
from participants.casework.pages.covers import covered_for
from participants.casework.pages.list_address import list_query
from participants.casework.worklist import read_waiting
from participants.register.access import visible_participations
from participants.register.models import Participation
from participants.register.pages.audit_labels import action_label
from participants.register.pages.person_list import State, with_keys

SOON = 7  # days


@dataclass(frozen=True)
class DayRow:
    item: WorkItem
    name: str
    born: str
    part: str
    case_worker: str
    covered_for: str  # the case worker who is away
    state: State | None
    person_url: str
    url: str  # of the form, with the way on through the list
    put_off_until: date | None
    put_off_url: str
    take_up_url: str


@dataclass(frozen=True)
class KindCount:
    kind: WorkKind
    count: int
    url: str
    is_chosen: bool


def day_rows(form, waiting, *, start=0):
    """Return the DayRows of the Waiting rows, of which the first has the place `start` in the list."""
    # Read once for a person with several rows.
    keys = list(dict.fromkeys(row.participation for row in waiting if row.participation))
    people = {each.pk: each for each in with_keys(keys, _only_project(form))}
    rows = []
    for place, row in enumerate(waiting, start):
        person = people.get(row.participation)
        item = WorkItem(row.kind, person, row.subject, row.due, row.detail, form.today)
        rows.append(_day_row(form, row, item, place))
    return rows, list(people.values())


def _only_project(form):
    projects = list(form.projects.values())
    return form.project_chosen or (projects[0] if len(projects) == 1 else None)


def _day_row(form, row, item, place):
    person = item.participation
    is_shown = person is not None and not row.is_protected
    query = QueryDict(mutable=True)
    query.update(list_query(form.data))
    query.update({"place": place, "row": row_key(row)})
    way = {"about": row.kind.about, "day": query.urlencode()}
    asked = urlencode({name: value for name, value in way.items() if value})
    may_wait = person is not None and not row.kind.is_legal
    return DayRow(
        item=item,
        name=person.shown_name if person else "",
        born=_("born %(year)s") % {"year": person.person.birth_date.year} if is_shown else "",
        part=form.part_names.get(f"i{row.intervention}") or form.part_names.get(f"m{row.municipality}", "")
        if is_shown
        else "",
        case_worker=form.workers.get(row.case_worker, "") if is_shown else "",
        covered_for=covered_for(form, person, row.case_worker) if is_shown else "",
        state=due_state(row, form.today),
        person_url=f"{person.get_absolute_url()}?{urlencode({'day': way['day']})}" if person else "",
        url=f"{item.address}{'&' if '?' in item.address else '?'}{asked}",
        put_off_until=row.put_off_until,
        put_off_url=f"{_row_address('put_off', person, row)}?{asked}" if may_wait else "",
        take_up_url=f"{_row_address('take_up', person, row)}?{asked}" if row.put_off_until else "",
    )


def open_texts(participations, user):
    """Return (participation, the texts of what waits for the person) of each."""
    today = timezone.localdate()
    people = Participation.objects.filter(pk__in=[each.pk for each in participations])
    read = {each.pk: each for each in with_keys([each.pk for each in participations])}
    found = {}
    for row in read_waiting(people, user=user, today=today):
        if row.participation in read:
            item = WorkItem(row.kind, read[row.participation], row.subject, row.due, row.detail, today)
            found.setdefault(row.participation, []).append(item.text)
    return [(each, found.get(each.pk, [])) for each in participations]


def _row_address(page, participation, row):
    arguments = [participation.project.slug, participation.public_id, row.kind.key, row.subject or 0]
    return reverse(f"casework:{page}", args=arguments)


def row_key(row):
    return f"{row.kind.key}.{row.subject or 0}"


def due_state(row, today):
    """Return the state of the last day, in a word; None for a kind without one."""
    if not row.kind.has_deadline:
        return None
    days = (row.due - today).days
    if days < 0:
        return State("bad", ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days})
    if days == 0:
        return State("warn", _("today"))
    text = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    return State("warn" if days <= SOON else "none", text)


def kind_counts(form):
    """Return the KindCounts of the rows that wait in the chosen part."""
    counts = {}
    for row in form.in_part:
        if not row.put_off_until:
            counts[row.kind] = counts.get(row.kind, 0) + 1
    found = []
    for kind, count in counts.items():
        query = list_query(form.data)
        query["kind"] = kind.key
        query.pop("put_off", None)
        url = f"{reverse('casework:day')}?{query.urlencode()}"
        found.append(KindCount(kind, count, url, form.values.get("kind") == kind.key))
    return found


def next_row(form, place):
    """Return the row after the one that was saved, or None at the end of the list."""
    number, asked = place.cleaned_data["place"], place.cleaned_data
    while number < len(form.found):
        (row,), _people = day_rows(form, form.found[number : number + 1], start=number)
        person = row.item.participation
        # The saved row has gone, or it waits still: the next is at its place, or after it.
        is_same = (
            row_key(form.found[number]) == asked["row"] and person and person.public_id == asked["saved"]
        )
        if not is_same:
            return row
        number += 1
    return None


@dataclass(frozen=True)
class DoneEntry:
    time: str
    text: str
    participation: Participation


def done_today(user):
    """Return the user's entries of today in the audit log about people, the latest first."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    entries = AuditEntry.objects.filter(
        actor=user, at__gte=midnight, object_type=Participation._meta.label_lower
    )
    entries = list(entries.order_by("-pk")[:100])
    keys = [int(entry.object_id) for entry in entries]
    people = visible_participations(user).filter(pk__in=keys).select_related("person", "project").in_bulk()
    return [
        DoneEntry(f"{timezone.localtime(entry.at):%H:%M}", action_label(entry), people[key])
        for entry, key in zip(entries, keys, strict=True)
        if key in people
    ]


def start_page(user):
    return reverse("casework:day") if works_with_people(user) else ""
