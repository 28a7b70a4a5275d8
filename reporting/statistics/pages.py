from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.ui.formats import date_iso, month_text, number
from esfportal.ui.plain_text import isolated
from participants.register.choices import Sex
from reporting.statistics.actions import fingerprint
from reporting.statistics.causes import causes_for_all, causes_of
from reporting.statistics.files import fact_text
from reporting.statistics.monthly.checks import Check
from reporting.statistics.monthly.facts import Fact
from reporting.statistics.monthly.months import due_on
from reporting.statistics.monthly.states import STATE_STYLES, TO_PREPARE, State, first_to_send_again
from reporting.statistics.overview import opens_on
from reporting.statistics.register_rows import names_of

NOT_SENT = (State.TO_SEND, State.PREPARED)
LABELS = {
    "number": gettext_lazy("Number"),
    "is_substitute": gettext_lazy("Protected identity"),
    "given_name": gettext_lazy("Given name"),
    "family_name": gettext_lazy("Family name"),
    "sex": gettext_lazy("Gender"),
    "birth_date": gettext_lazy("Birth date"),
    "starts_on": gettext_lazy("Start"),
    "ends_on": gettext_lazy("End"),
    "hours": gettext_lazy("Hours"),
    **{each.value: each.label for each in Fact},
}


@dataclass(frozen=True)
class MonthRow:
    month: date
    state: State
    file: Any  # its latest version, or None
    is_late: bool
    url: str

    @property
    def text(self):
        return capfirst(month_text(self.month))

    @property
    def label(self):
        return capfirst(self.state.label)

    @property
    def style(self):
        return STATE_STYLES[self.state]

    @property
    def due(self):
        return due_on(self.month)

    @property
    def sent_on(self):
        return self.file and self.file.sent_on

    @property
    def version(self):
        return self.file and self.file.version


@dataclass(frozen=True)
class ChangeRow:
    """A row that differs: of whom, and what."""

    person: Any  # a participation, or None for one who may not be named
    texts: list[str] = field(default_factory=list)
    causes: list[str] = field(default_factory=list)  # what was written since, the latest first


@dataclass(frozen=True)
class FindingRow:
    text: str
    is_error: bool
    people: list[Any]
    others: int  # protected identities, who are not named


def month_rows(overview):
    return [month_row(overview, month) for month in sorted(overview.states, reverse=True)]


def url_of(overview, name, month, *args):
    return reverse(f"statistics:{name}", args=[overview.project.slug, month.year, month.month, *args])


def month_row(overview, month):
    state = overview.state(month)
    is_late = state in NOT_SENT and due_on(month) < overview.today
    return MonthRow(month, state, overview.latest.get(month), is_late, url_of(overview, "month", month))


def may_send(overview, month):
    return overview.state(month) == State.PREPARED


def has_files(overview, month):
    """Return whether the latest version is what is recorded now."""
    # An earlier version may name people who are protected, or voided, since.
    return overview.state(month) in (State.PREPARED, State.SENT)


def to_confirm(overview, month):
    """Return (whether there are warnings to confirm, the fingerprint of the rows and of what was found)."""
    rows, findings = overview.numbered(month)
    return any(not each.is_error for each in findings), fingerprint(rows, findings)


def month_context(overview, month):
    state, first = overview.state(month), first_to_send_again(overview.states)
    rows, findings = overview.numbered(month)
    shown = [row for row in rows if not row.is_substitute]
    changes, keys = overview.changes(month), set()
    for each in changes:
        keys |= {row.key for row in each if row}
    keys |= {key for each in findings for key in each.keys}
    people = names_of(overview.project, keys)
    return {
        "month": month_row(overview, month),
        "opens": opens_on(month),
        "counts": _counts(shown, month),
        "changes": _change_rows(changes, people, overview.latest.get(month)),
        "causes": _causes_for_all(overview, month) if changes else [],
        "findings": finding_rows(findings, people),
        "shown": keys,
        "may_prepare": state in TO_PREPARE and (first is None or first >= month),
        "first": month_row(overview, first) if first and first < month else None,
        "may_send": may_send(overview, month),
        "has_files": has_files(overview, month),
        "scb_template": overview.template,
    }


def finding_rows(findings, people):
    found = []
    for each in findings:
        named = [people[key] for key in each.keys if key in people]
        others = len(each.keys) - len(named)
        found.append(FindingRow(Check(each.check).label, each.is_error, named, others))
    return found


def _counts(rows, month):
    return {
        "people": len({row.key for row in rows}),
        "new": sum(row.starts_on >= month for row in rows),
        "ended": sum(row.ends_on is not None for row in rows),
        "hours": sum(row.hours for row in rows),
    }


def _causes_for_all(overview, month):
    since = overview.latest[month].prepared_at
    return causes_for_all(overview.project, since, with_facts=bool(overview.facts))


def _change_rows(changes, people, file):
    keys = {row.key for each in changes for row in each if row} & people.keys()
    causes = causes_of(keys, file.prepared_at) if keys else {}
    rows = [_change_row(each, people) for each in changes]
    return [replace(row, causes=causes.get(row.person.pk, [])) if row.person else row for row in rows]


def _change_row(change, people):
    keys = {row.key for row in change if row}
    if any(row.is_substitute for row in change if row) or not keys <= people.keys():
        return ChangeRow(None, [_("the row differs")])
    person = people[(change.after or change.before).key]
    if change.before is None:
        return ChangeRow(person, [_("added")])
    if change.after is None:
        return ChangeRow(person, [_("gone")])
    return ChangeRow(person, [_changed(name, change) for name in change.fields])


def _changed(name, change):
    if name == "number":  # what stands here are keyed hashes
        return _("%(field)s: another number") % {"field": LABELS[name]}
    values = {
        "field": LABELS[name],
        "before": isolated(value_text(name, change.before)),
        "after": isolated(value_text(name, change.after)),
    }
    return _("%(field)s: from %(before)s to %(after)s") % values


def value_text(name, row):
    value = getattr(row, name)
    if name == "sex":
        return str(Sex(value).label)
    if name == Fact.EMPLOYED:
        return fact_text(row, name) or "–"
    if name == "hours":
        return number(value)
    if isinstance(value, date):
        return date_iso(value)
    return str(value or "–")
