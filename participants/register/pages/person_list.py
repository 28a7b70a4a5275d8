"""Rows of the participant list."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from esfportal.database.swedish_order import swedish_order
from esfportal.ui.formats import date_text
from participants.register.dates import follow_up_from, immediate_result_until
from participants.register.models import Participation, Spell
from participants.register.prepared_facts import add_facts, read_people
from projects.models import Intervention, Municipality

NO_KEY = UUID(int=0)


@dataclass(frozen=True)
class State:
    kind: str
    label: str

    @cached_property
    def html(self):
        # One state is shown in dozens of rows, and an include costs more than the rest of a row's cell.
        return render_to_string("components/state.html", {"kind": self.kind, "label": self.label})


@dataclass(frozen=True)
class PartNames:
    municipalities: dict  # {code: name}
    interventions: dict  # {primary key: name}
    case_workers: dict = field(default_factory=dict)  # {primary key: name}


@dataclass(frozen=True)
class PendingWork:
    """A task that remains, and the form that settles it."""

    text: str
    form: str  # name of the URL
    about: str = ""
    url: str = ""  # of the form, with the way back


@dataclass(frozen=True)
class ListRow:
    """One row; without facts about the person when `is_locked`."""

    participation: Participation
    name: str
    birth_year: int | None = None  # tells two people of one name apart
    municipality: str = ""
    intervention: str = ""
    case_worker: str = ""
    age: int | None = None
    follow_up_from: date | None = None
    entered: date | None = None
    left: date | None = None
    state: State | None = None
    pending: tuple[PendingWork, ...] = ()
    url: str = ""

    @property
    def is_locked(self):
        return self.state is None

    @property
    def born(self):
        return _("born %(year)s") % {"year": self.birth_year} if self.birth_year else ""


class Addresses:
    """The addresses of people's pages, of which each is composed once for a list."""

    # A list has more than a hundred links, and each is slow to compose.
    def __init__(self):
        self._parts = {}  # by page and project: what is before and after the person's key

    def of(self, page, participation):
        slug = participation.project.slug
        if (page, slug) not in self._parts:
            address = reverse(f"register:{page}", args=[slug, NO_KEY])
            self._parts[page, slug] = address.rpartition(str(NO_KEY))
        before, _no_key, after = self._parts[page, slug]
        return f"{before}{participation.public_id}{after}"


def with_keys(keys, project=None):
    """Return the participations in the order of the keys, with their facts; `project` if all are in one."""
    if project:
        found = read_people(keys, project)
    else:
        found = Participation.objects.filter(pk__in=keys).select_related("person", "project").in_bulk()
        add_facts(found.values())
    return [found[key] for key in keys if key in found]  # without what was voided since


def add_case_workers(participations):
    """Set `last_case_worker`, the key of a user or None, as an attribute of the participations."""
    spells = Spell.objects.filter(participation__in=[each.pk for each in participations])
    spells = spells.order_by("participation", "-entry_date").distinct("participation")
    found = dict(spells.values_list("participation", "case_worker"))
    for each in participations:
        each.last_case_worker = found.get(each.pk)


def open_spells(participations):
    """Return the spells without an end, with the people, by name."""
    return spells_by_name(Spell.objects.filter(participation__in=participations, exit_date__isnull=True))


def spells_by_name(spells):
    """Return the spells with the people, by name."""
    related = ("participation__person", "participation__project", "municipality", "intervention")
    names = ("participation__family_name", "participation__given_name")
    return list(spells.select_related(*related).order_by(*(swedish_order(name) for name in names), "pk"))


def part_names(participations):
    municipalities = Municipality.objects.filter(pk__in={p.last_municipality for p in participations})
    interventions = Intervention.objects.in_bulk({p.last_intervention for p in participations} - {None})
    return PartNames(
        dict(municipalities.values_list("code", "name")),
        {key: each.display_name for key, each in interventions.items()},
    )


def list_rows(participations, *, user, today, names, query=None):
    """Return the rows as the user may see them; `query` returns the query by which a form comes back here."""
    states = {True: State("info", _("In the project")), False: State("none", _("Left"))}
    addresses = Addresses()
    protected = [p.pk for p in participations if p.person.is_protected]
    is_opened = {}  # by the key of a participation that the user may open
    if protected:
        openable = Participation.objects.filter(pk__in=protected).openable_by(user)
        is_opened = dict(openable.with_opened_by(user).values_list("pk", "is_opened"))
    rows = []
    for participation in participations:
        if participation.person.is_protected and not is_opened.get(participation.pk):
            rows.append(_locked_row(participation, addresses, may_open=participation.pk in is_opened))
        else:
            rows.append(_list_row(participation, names, states, addresses, today, query))
    return rows


def _locked_row(participation, addresses, *, may_open):
    url = addresses.of("detail", participation)
    # The same for every person: what is due would show whether the person has left.
    text = _("Open the record to see what is due")
    pending = (PendingWork(text, "person", url=url),) if may_open else ()
    return ListRow(participation, participation.shown_name, pending=pending, url=url)


def _list_row(participation, names, states, addresses, today, query):
    url = addresses.of("detail", participation)
    pending = pending_work(participation, today)
    if query:
        url += query()
        pending = [
            PendingWork(
                *(work.text, work.form, work.about),
                url=addresses.of(work.form, participation) + query(about=work.about),
            )
            for work in pending
        ]
    is_protected = participation.person.is_protected
    return ListRow(
        participation=participation,
        name=participation.shown_name,
        birth_year=None if is_protected else participation.person.birth_date.year,
        municipality="" if is_protected else names.municipalities.get(participation.last_municipality, ""),
        intervention="" if is_protected else names.interventions.get(participation.last_intervention, ""),
        case_worker="" if is_protected else names.case_workers.get(participation.last_case_worker, ""),
        age=None if is_protected else participation.age,
        follow_up_from=participation.follow_up_from,
        entered=participation.first_entry,
        left=participation.last_exit,
        state=states[participation.last_exit is None],
        url=url,
        pending=tuple(pending),
    )


def pending_work(participation, today):
    """Yield the work that remains."""
    if not participation.is_complete:
        yield PendingWork(_("Answers missing"), "edit")
    left = participation.last_exit
    if left is None:
        if participation.project.has_ended(today):
            yield PendingWork(_("End missing: the project is over"), "exit")
        return
    if is_without_result(participation):
        last_day = immediate_result_until(left)
        if today <= last_day:
            text = _("Result missing: record it by %(date)s") % {"date": date_text(last_day)}
            yield PendingWork(text, "outcome", "result")
        else:
            yield PendingWork(_("Result missing"), "outcome", "result")
    if participation.follow_up is None and follow_up_from(left) <= today:
        text = _("Follow-up due since %(date)s") % {"date": date_text(follow_up_from(left))}
        yield PendingWork(text, "outcome", "follow-up")


def is_without_result(participation):
    # The same rule as ParticipationQuerySet.without_result, for an instance.
    known = participation.leaving_status or participation.has_education or participation.has_internship
    return participation.last_exit is not None and not known
