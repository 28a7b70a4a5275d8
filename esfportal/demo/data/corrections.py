"""Corrections in the running project's register between two reports, so that the next one has something to explain."""

from datetime import timedelta

from participants.register.actions.outcomes import correct_outcome, record_outcome
from participants.register.actions.voiding import void_participation
from participants.register.facts import with_facts
from participants.register.models import OutcomeEvent
from reporting.indicators.enums import Span
from reporting.indicators.measures import LEAVERS, PARTICIPANTS, WORK

PROGRESSION = "progression"
DAYS_TO_WORK = timedelta(days=3)


def correct_register(report, *, by):
    """Void a registration, correct an outcome and register another late, of people whom the report counts."""
    counted = {
        code: {*report.counted_by_figure[code][Span.CUMULATIVE]}
        for code in (PARTICIPANTS, LEAVERS, WORK, PROGRESSION)
    }
    people = report.project.participations.unprotected().order_by("pk")
    if mistake := people.filter(pk__in=counted[PARTICIPANTS] - counted[LEAVERS]).last():
        void_participation(mistake, reason="Registrerad i fel projekt", by=by)
    works = OutcomeEvent.objects.in_force().filter(
        participation__in=people.filter(pk__in=counted[WORK]), kind=OutcomeEvent.Kind.EMPLOYMENT
    )
    if wrong := works.order_by("pk").first():
        correct_outcome(
            wrong,
            values=_values(wrong.happened_on, OutcomeEvent.Kind.UNEMPLOYED),
            reason="Anställningen blev inte av",
            by=by,
        )
    without_result = with_facts(people.filter(pk__in=counted[LEAVERS] - counted[PROGRESSION]))
    if found := without_result.filter(last_exit__lte=report.ends_on - DAYS_TO_WORK).first():
        values = _values(found.last_exit + DAYS_TO_WORK, OutcomeEvent.Kind.EMPLOYMENT, "Anställningsavtal")
        record_outcome(found, values=values, by=by)


def _values(day, kind, evidence=""):
    return {"date": day, "kind": kind, "improvement": "", "evidence": evidence}
