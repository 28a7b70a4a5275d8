"""Activity: work and studies at the end of a spell compared with its start."""

# Source: the report on participants in SUS ("how many work or study after, and how many of them began or
# increased it"). ADR 147 has what was chosen where the source is silent.

from django.db.models import Case, CharField, F, Q, Value, When

from participants.register.models import Study, Work

INCREASED, NOT_INCREASED, NOT_KNOWN = "increased", "not_increased", ""


def _some(choices):
    return [value for value in choices.values if value != choices.NONE]


def _known(kind, amount, choices):
    # Two amounts are needed only where both moments have some of it.
    start, end = f"{kind}_at_entry", f"{kind}_at_exit"
    both_known = Q(**{f"{start}__gt": "", f"{end}__gt": ""})
    none_of_one = Q(**{start: choices.NONE}) | Q(**{end: choices.NONE})
    amounts = Q(**{f"{amount}_at_entry__isnull": False, f"{amount}_at_exit__isnull": False})
    return both_known & (none_of_one | amounts)


def _increased(kind, amount, choices):
    start, end = f"{kind}_at_entry", f"{kind}_at_exit"
    some = _some(choices)
    begun = Q(**{start: choices.NONE, f"{end}__in": some})
    more = Q(**{f"{start}__in": some, f"{end}__in": some})
    return begun | (more & Q(**{f"{amount}_at_exit__gt": F(f"{amount}_at_entry")}))


WORK, STUDY = ("work", "work_hours", Work), ("study", "study_extent", Study)
# Both activities have to be known: if a known increase of one were enough, those who increased would be in the
# denominator more often than the others.
KNOWN = _known(*WORK) & _known(*STUDY)
ACTIVITY = Case(
    When(KNOWN & (_increased(*WORK) | _increased(*STUDY)), then=Value(INCREASED)),
    When(KNOWN, then=Value(NOT_INCREASED)),
    default=Value(NOT_KNOWN),
    output_field=CharField(),
)
