"""Warnings about doubtful values, for forms and import: each is answered once before it is saved."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.ui.formats import date_text
from participants.register.dates import add_months, completed_years, follow_up_from
from participants.register.identity.numbers import stated_birth_date
from participants.register.models import OutcomeEvent, Sex, WarningCode

# `values` as in entry_rules. A warning is not an error: the value may be right, and whoever saves it says so.
YOUNGEST = 15  # below this a mistaken year is likelier than a participant (V-R25)
LATE_FOLLOW_UP_MONTHS = 12  # after leaving; a follow-up is due after six
BEFORE_BIRTH = {
    "unemployed_since": gettext_lazy("The person is unemployed since before they were born, %(date)s."),
    "sick_listed_since": gettext_lazy("The person is sick-listed since before they were born, %(date)s."),
}


@dataclass(frozen=True)
class RuleWarning:
    code: str  # a WarningCode, or of one form only
    field: str
    message: str


def entry_warnings(values, *, project):
    """Return the warnings about a registration or an entry record."""
    number = values.get("personal_identity_number")
    born = stated_birth_date(number, values.get("birth_date"))
    sex = number.sex if number else values.get("sex")
    return [
        *_age_warnings(born, values.get("entry_date")),
        *_before_birth(born, values),
        *_year_warnings(number, born),
        *place_warnings(values, sex=sex),
        *exit_warnings(values.get("exit_date"), project=project),
    ]


def _age_warnings(born, entered):
    if born and entered and born <= entered:
        age = completed_years(born, entered)
        if age < YOUNGEST:
            text = _("The person is %(age)s years old at the start. Check the birth date and the start.")
            yield RuleWarning(WarningCode.VERY_YOUNG, "entry_date", text % {"age": age})


def _year_warnings(number, born):
    if number and born and born.year != number.birth_year:
        text = _("The birth date has another year than the number, %(year)s. Check both.")
        yield RuleWarning(WarningCode.OTHER_BIRTH_YEAR, "birth_date", text % {"year": number.birth_year})


def _before_birth(born, values):
    for name, text in BEFORE_BIRTH.items():
        since = values.get(name)
        if born and since and since < born:
            yield RuleWarning(WarningCode(f"{name}_before_birth"), name, text % {"date": date_text(born)})


def place_warnings(values, *, sex=None):
    """Return the warnings about municipality and intervention of a spell."""
    municipality, intervention = values.get("municipality"), values.get("intervention")
    warnings = []
    if intervention and municipality and intervention.municipality_id not in (None, municipality.pk):
        text = _("%(intervention)s is an intervention of %(municipality)s, not of %(chosen)s.")
        names = {
            "intervention": intervention.display_name,
            "municipality": intervention.municipality,
            "chosen": municipality,
        }
        warnings.append(RuleWarning(WarningCode.OTHER_MUNICIPALITY, "intervention", text % names))
    if intervention and sex == Sex.MAN and is_for_women(intervention):
        text = _("The person is a man, and %(intervention)s is for women.")
        names = {"intervention": intervention.display_name}
        warnings.append(RuleWarning(WarningCode.MAN_AMONG_WOMEN, "intervention", text % names))
    return warnings


def is_for_women(intervention):
    """Return whether the intervention's target group, a free text, names women and not men."""
    words = set(re.findall(r"\w+", intervention.target_group.lower()))
    return bool(words & {"kvinnor", "women"}) and not words & {"män", "men"}


def exit_warnings(exit_date, *, project):
    if exit_date and project.ends_on and exit_date > project.ends_on:
        text = _("The end is after the project's end, %(date)s.") % {"date": date_text(project.ends_on)}
        return [RuleWarning(WarningCode.EXIT_AFTER_PROJECT, "exit_date", text)]
    return []


def outcome_warnings(values, *, last_exit):
    """Return the warnings about an outcome; `last_exit` is None while the person takes part."""
    happened = values.get("date")
    if values.get("kind") not in OutcomeEvent.FOLLOW_UPS or not (happened and last_exit):
        return []
    if happened <= add_months(last_exit, LATE_FOLLOW_UP_MONTHS):
        return []
    text = _("The follow-up is dated long after six months: it was due on %(date)s.")
    return [
        RuleWarning(WarningCode.LATE_FOLLOW_UP, "date", text % {"date": date_text(follow_up_from(last_exit))})
    ]


def same_outcome_warnings(values, recorded):
    """Return the warning that an outcome of the same kind and date is recorded already."""
    for outcome in recorded:
        if (outcome.happened_on, str(outcome.kind)) == (values.get("date"), str(values.get("kind"))):
            text = _(
                "The same outcome is recorded already, on the same day. Is it another one, such as a second job?"
            )
            return [RuleWarning(WarningCode.SAME_OUTCOME, "date", text)]
    return []
