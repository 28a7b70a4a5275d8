"""A funder's start page: what waits, by project and by officer, and what came in."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from esfportal.database.swedish_order import sort_key
from reporting.funders.access import funded_keys
from reporting.funders.incoming import incoming
from reporting.funders.querysets import seen_until
from reporting.reports.duties.states import DutyState
from reporting.reports.oversight.expected import ORDER, ExpectedList, listed_projects, shown_rows
from reporting.reports.oversight.officers import MISSING, OWN, shown_officers

WAITING = (DutyState.SUBMITTED, DutyState.OVERDUE, DutyState.RETURNED, DutyState.APPROACHING)
NEWS = timedelta(days=14)
MOST_SHOWN = 10
MOST_NEWS = 30


@dataclass(frozen=True)
class Count:
    label: str
    number: int
    url: str


@dataclass(frozen=True)
class OfficerRow:
    name: str
    is_reader: bool
    projects: int
    counts: list[Count]


def start_context(user, *, with_seen=False):
    projects = {project.pk: project for project in listed_projects(user)}
    officers = shown_officers(projects.values(), user)
    expected = ExpectedList(user)
    expected.filter(project__in=officers)  # without those of former times
    waiting = list(expected.rows("due", states=WAITING))
    own = {key for key, found in officers.items() if any(each.pk == user.pk for each in found)}
    shown = sorted(waiting, key=lambda row: (row.project_id not in own, ORDER.index(row.state)))
    funded = {key: projects[key] for key in funded_keys(user) if key in projects}
    now, marked = timezone.now(), seen_until(user)
    since = marked if marked and not with_seen else now - NEWS
    news = incoming(funded, user, since=since, own=own)
    return {
        "is_funder": bool(funded),
        "first": _own_first(shown_rows(shown[:MOST_SHOWN], projects, officers, user), own),
        "more": len(shown[MOST_SHOWN:]),
        "officers": _officer_rows(waiting, officers, user),
        "headings": [_heading(state) for state in WAITING],
        "news": sorted(news[:MOST_NEWS], key=lambda each: not each.is_own),
        "more_news": len(news[MOST_NEWS:]),
        "news_days": NEWS.days,
        "since": marked if since == marked else None,
        "marked": marked,
        "now": now.isoformat(),
    }


def _own_first(rows, own):
    return {
        "own": [row for row in rows if row.project.pk in own],
        "others": [row for row in rows if row.project.pk not in own],
    }


def _heading(state):
    return {
        DutyState.SUBMITTED: _("Wait for an answer"),
        DutyState.OVERDUE: _("Overdue"),
        DutyState.RETURNED: _("Returned"),
        DutyState.APPROACHING: _("Due soon"),
    }[state]


def _officer_rows(waiting, officers, user):
    names = {officer.pk: str(officer) for found in officers.values() for officer in found}
    held = {
        pk: {key for key, found in officers.items() if any(each.pk == pk for each in found)} for pk in names
    }
    without = {key for key, found in officers.items() if not found}
    others = sorted((pk for pk in names if pk != user.pk), key=lambda pk: sort_key(names[pk]))
    rows = [
        *(
            [_officer_row(names[user.pk], OWN, held[user.pk], waiting, is_reader=True)]
            if user.pk in names
            else []
        ),
        *(_officer_row(names[pk], str(pk), held[pk], waiting) for pk in others),
    ]
    return [*rows, _officer_row("", MISSING, without, waiting)] if without else rows


def _officer_row(name, choice, keys, waiting, *, is_reader=False):
    counts = Counter(row.state for row in waiting if row.project_id in keys)
    found = [Count(_heading(state), counts[state], _list_url(choice, state)) for state in WAITING]
    return OfficerRow(name, is_reader, len(keys), found)


def _list_url(officer, state):
    query = QueryDict(mutable=True)
    query.update({"officer": officer, "state": state.value})
    return f"{reverse('reports:expected')}?{query.urlencode()}"
