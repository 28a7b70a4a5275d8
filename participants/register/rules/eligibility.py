"""Target groups: decide whether a person belongs to one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.register.dates import add_months, completed_years
from participants.register.facts import LongTerm
from participants.register.models import LabourMarketStatus, Sensitive, Sex
from projects.models import Condition

# The Social Insurance Agency's statistics call sick leave long when it has passed sixty days.
LONG_SICK_LEAVE = timedelta(days=60)
LONG_UNEMPLOYMENT = LongTerm()

# Fields of the entry record for each condition; the forms show only those that a project's groups need.
FIELDS_OF = {
    Condition.UNEMPLOYED: ("labour_market_status",),
    Condition.LONG_TERM_UNEMPLOYED: ("labour_market_status", "unemployed_since"),
    Condition.INACTIVE: ("labour_market_status",),
    Condition.SICK_LISTED: ("sick_listed",),
    Condition.LONG_TERM_SICK_LISTED: ("sick_listed", "sick_listed_since"),
    Condition.SICKNESS_PENSION: ("sickness_pension",),
    Condition.INCOME_SUPPORT: ("income_support",),
    Condition.NEWLY_ARRIVED: ("newly_arrived",),
    Condition.REFUGEE: ("refugee",),
    Condition.DISABILITY: ("disability",),
    Condition.NOT_IN_EDUCATION: ("in_education",),
    Condition.WOMAN: (),
}


# The questions by field, as the forms ask them.
QUESTIONS = {
    "birth_date": gettext_lazy("Birth date"),
    "entry_date": gettext_lazy("Start date"),
    "sex": gettext_lazy("Gender"),
    "labour_market_status": gettext_lazy("Status on the labour market"),
    "unemployed_since": gettext_lazy("Unemployed since"),
    "in_education": gettext_lazy("In education or training"),
    "sick_listed": gettext_lazy("Sick-listed"),
    "sick_listed_since": gettext_lazy("Sick-listed since"),
    "sickness_pension": gettext_lazy("Sickness pension, half or full"),
    "income_support": gettext_lazy("Income support"),
    "newly_arrived": gettext_lazy("Newly arrived in Sweden"),
    "refugee": gettext_lazy("Refugee"),
    "disability": gettext_lazy("Disability"),
}


# Three-valued: an unknown answer makes a condition undecided (None), which neither holds nor fails.
class TargetGroupStatus(StrEnum):
    INSIDE = "inside"
    OUTSIDE = "outside"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class TargetGroupResult:
    status: TargetGroupStatus
    # Names of the groups that the person belongs to.
    groups: tuple[str, ...] = ()
    # One line for each group that fails (outside) or is undecided.
    reasons: tuple[str, ...] = ()
    # What to answer, for each undecided group.
    unanswered: tuple[str, ...] = ()

    @property
    def is_outside(self):
        return self.status == TargetGroupStatus.OUTSIDE


@dataclass(frozen=True)
class _Requirement:
    # None: unknown.
    holds: bool | None
    text: str
    fields: tuple[str, ...]  # whose answers decide it, the first first


def assess(groups, record: Mapping):
    """Return the result over the target groups, or None without groups.

    `record`: `entry_date`, `birth_date`, `sex` and the entry record by field name; absent, None or "" is
    unknown.
    """
    asked = [(group.display_name, _requirements(group, record)) for group in groups]
    if not asked:
        return None
    holds = [_all(requirement.holds for requirement in requirements) for _name, requirements in asked]
    if any(holds):
        inside = (name for (name, _asked), each in zip(asked, holds, strict=True) if each)
        return TargetGroupResult(TargetGroupStatus.INSIDE, groups=tuple(inside))
    if None in holds:
        undecided = [one for one, each in zip(asked, holds, strict=True) if each is None]
        unanswered = _questions(undecided, record)
        return TargetGroupResult(
            TargetGroupStatus.UNDECIDED, reasons=_lines(undecided, None), unanswered=unanswered
        )
    return TargetGroupResult(TargetGroupStatus.OUTSIDE, reasons=_lines(asked, False))


def fields_needed(groups):
    return {name for group in groups for code in [*group.all_of, *group.any_of] for name in FIELDS_OF[code]}


def _questions(asked, record):
    """Return "Newly arrived people: answer “Newly arrived in Sweden”." for each group."""
    text, quoted = _("%(group)s: answer %(questions)s."), _("“%(question)s”")
    lines = []
    for name, requirements in asked:
        undecided = (each for each in requirements if each.holds is None)
        fields = dict.fromkeys(field for each in undecided for field in _to_answer(each.fields, record))
        questions = ", ".join(quoted % {"question": QUESTIONS[field]} for field in fields)
        lines.append(text % {"group": name, "questions": questions})
    return tuple(lines)


def _to_answer(fields, record):
    # An answer that leaves it undecided, such as "prefers not to say", can still be changed.
    return [name for name in fields if record.get(name) in (None, "")] or fields


def _lines(asked, outcome):
    return tuple(
        f"{name}: {', '.join(each.text for each in requirements if each.holds is outcome)}"
        for name, requirements in asked
    )


def _requirements(group, record):
    requirements = [_age(group, record)] if group.min_age is not None or group.max_age is not None else []
    requirements += [
        _Requirement(_holds(code, record), _label(code), _fields(code, record)) for code in group.all_of
    ]
    if group.any_of:
        alternatives = [_label(code) for code in group.any_of]
        holds = _any(_holds(code, record) for code in group.any_of)
        undecided = [code for code in group.any_of if _holds(code, record) is None]
        fields = tuple(name for code in undecided for name in _fields(code, record))
        requirements.append(_Requirement(holds, _(" or ").join(alternatives), fields))
    return requirements


def _age(group, record):
    lowest, highest = group.min_age, group.max_age
    if lowest is None:
        text = _("at most %(oldest)s years old") % {"oldest": highest}
    elif highest is None:
        text = _("at least %(youngest)s years old") % {"youngest": lowest}
    else:
        text = _("%(youngest)s to %(oldest)s years old") % {"youngest": lowest, "oldest": highest}
    age = _age_at_entry(record)
    holds = None if age is None else (lowest or 0) <= age <= (highest if highest is not None else age)
    return _Requirement(holds, text, ("birth_date", "entry_date"))


def _age_at_entry(record):
    born, entered = record.get("birth_date"), record.get("entry_date")
    return completed_years(born, entered) if born and entered else None


def _fields(code, record):
    """Return the fields to answer: a date of an answer only once that answer is yes."""
    if code == Condition.WOMAN:  # asked of all, without an answer of the entry record
        return ("sex",)
    first, *since = FIELDS_OF[Condition(code)]
    return (first, *since) if record.get(first) in (True, LabourMarketStatus.UNEMPLOYED) else (first,)


def _label(code):
    return str(Condition(code).label)


def _holds(code, record):
    """Return True, False, or None if unknown."""
    match Condition(code):
        case Condition.UNEMPLOYED:
            return _is_status(record, LabourMarketStatus.UNEMPLOYED)
        case Condition.INACTIVE:
            return _is_status(record, LabourMarketStatus.INACTIVE)
        case Condition.LONG_TERM_UNEMPLOYED:
            unemployed = _is_status(record, LabourMarketStatus.UNEMPLOYED)
            return _all([unemployed, unemployed_for_long(record)])
        case Condition.SICK_LISTED:
            return _is_sick_listed(record)
        case Condition.LONG_TERM_SICK_LISTED:
            return _all([_is_sick_listed(record), _sick_listed_for_long(record)])
        case Condition.REFUGEE:
            return _sensitive(record.get("refugee"))
        case Condition.DISABILITY:
            return _sensitive(record.get("disability"))
        case Condition.NOT_IN_EDUCATION:
            answer = record.get("in_education")
            return None if answer is None else not answer
        case Condition.WOMAN:
            return record["sex"] == Sex.WOMAN if record.get("sex") else None
        case yes_or_no:  # sickness pension, income support, newly arrived: fields of the same name
            return record.get(yes_or_no.value)


def _is_status(record, status):
    known = record.get("labour_market_status")
    return known == status if known else None


def unemployed_for_long(record, limits=LONG_UNEMPLOYMENT):
    """Return whether unemployment had passed the limit (A5); None if unknown."""
    since, entered, age = record.get("unemployed_since"), record.get("entry_date"), _age_at_entry(record)
    if since is None or entered is None or age is None:
        return None
    limit = add_months(since, limits.young_months if age < limits.young_below else limits.months)
    return entered > limit if limits.strictly else entered >= limit


def _is_sick_listed(record):
    return True if record.get("sick_listed_since") else record.get("sick_listed")


def _sick_listed_for_long(record):
    since, entered = record.get("sick_listed_since"), record.get("entry_date")
    return entered - since > LONG_SICK_LEAVE if since and entered else None


def _sensitive(answer):
    # Unknown and refused are both undecided.
    return {Sensitive.YES: True, Sensitive.NO: False}.get(answer)


def _all(answers):
    """Three-valued AND: False wins over None."""
    answers = list(answers)
    if any(answer is False for answer in answers):
        return False
    return None if any(answer is None for answer in answers) else True


def _any(answers):
    """Three-valued OR: True wins over None."""
    answers = list(answers)
    if any(answers):
        return True
    return None if any(answer is None for answer in answers) else False
