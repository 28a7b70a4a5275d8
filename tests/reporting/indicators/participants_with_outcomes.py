"""Participations with spells and outcomes in one line, and their totals."""

from datetime import date

from reporting.indicators.figures import compute
from tests.factories import OutcomeEventFactory, ParticipationFactory, SpellFactory

ENTRY, EXIT = date(2018, 9, 3), date(2019, 3, 1)
LAST_DAY = date(2019, 12, 31)


def add_participant(project, *, events=(), spells=((ENTRY, EXIT),), born=None, sex=None, **record):
    """Create a participation with spells of (entry, exit) and events of (day, kind[, improvement])."""
    person = {"person__birth_date": born, "person__sex": sex}
    participation = ParticipationFactory(
        project=project, spell=None, **{k: value for k, value in person.items() if value}, **record
    )
    for entry, exit_date in spells:
        reason = "completed" if exit_date else ""
        SpellFactory(participation=participation, entry_date=entry, exit_date=exit_date, exit_reason=reason)
    for day, kind, *improvement in events:
        OutcomeEventFactory(
            participation=participation, happened_on=day, kind=kind, improvement=next(iter(improvement), "")
        )
    return participation


def totals(project, *, starts_on=None, ends_on=LAST_DAY):
    """Return {code: cumulative total} of every figure."""
    document = compute(project, starts_on=starts_on, ends_on=ends_on).document
    return {
        line.code: line.cumulative.total
        for line in (*document.outputs, *document.results, *document.measures)
    }


def counted(project, *codes, **days):
    found = totals(project, **days)
    return [found[code] for code in codes]
