"""Input rules of registration, spells and outcomes, for forms and import."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.ui.formats import date_text
from esfportal.ui.plain_text import character_name, has_letter, unseen_character
from participants.register.dates import add_months, follow_up_from
from participants.register.identity.numbers import MESSAGES as NUMBER_MESSAGES
from participants.register.identity.numbers import stated_birth_date
from participants.register.models import LabourMarketStatus, OutcomeEvent

# `values` are typed already, by the import's column keys. A key that is absent could not be read and has been
# reported; None or "" is an empty answer: unknown, not "no". Messages are in the active language. Rules that
# only make a record incomplete or doubtful are in reporting.indicators.validation.
OLDEST_AGE = 120
# Ten digits without a sign may have lost a plus sign: a person of 102 would become a child of 2.
YOUNGEST_WITH_TEN_DIGITS = 16
NAMES = ("given_name", "family_name")
LENGTHS = {"given_name": 100, "family_name": 100, "evidence": 300}
# Lazy texts: an import asks these rules for each row, and translates only what it reports.
MISSING = {
    "given_name": gettext_lazy("Write the given name."),
    "family_name": gettext_lazy("Write the family name."),
    "municipality": gettext_lazy("State the municipality."),
    "entry_date": gettext_lazy("State the day the participant starts."),
}
UNSEEN = gettext_lazy(
    "The text has a character that can't be seen (%(character)s). Delete the text and write it again."
)


@dataclass(frozen=True)
class Problem:
    field: str
    message: str


def entry_problems(values, *, project, today):
    """Return the problems of identity, names, entry date and entry record."""
    problems = [
        *_missing(values),
        *_too_long(values, "given_name", "family_name"),
        *_unseen(values, "given_name", "family_name"),
        *_entry_date_problems(values.get("entry_date"), project, today),
    ]
    if any(problem.field == "entry_date" for problem in problems):
        # The dates that are compared with a mistyped start are not wrong.
        values = {**values, "entry_date": None}
    return [*_identity_problems(values, today), *problems, *_record_problems(values)]


def answers_of_another_status(values):
    """Return the names of answers that belong to another status than the given one, and are not kept."""
    status = values.get("labour_market_status")
    found = []
    if status and status != LabourMarketStatus.UNEMPLOYED:
        found.append("unemployed_since")
    if status and status != LabourMarketStatus.EMPLOYED:
        found.append("self_employed")
    if values.get("sick_listed") is False:
        found.append("sick_listed_since")
    return [name for name in found if values.get(name) is not None]


def _identity_problems(values, today):
    # The number is an identity.PersonalNumber or None, the sex a Sex or None.
    number = values.get("personal_identity_number")
    birth_date, sex = values.get("birth_date"), values.get("sex")
    if number:
        yield from number_disagreements(number, values)
        yield from _number_and_date_problems(number, values)
        birth_date = stated_birth_date(number, birth_date)
    elif "personal_identity_number" in values:
        if birth_date is None and "birth_date" in values:
            yield Problem("birth_date", _("State the birth date when there is no personal identity number."))
        if not sex and "sex" in values:
            yield Problem("sex", _("State the gender when there is no personal identity number."))
    field = "personal_identity_number" if number and number.birth_date else "birth_date"
    yield from _birth_date_problems(birth_date, values.get("entry_date"), today, field)


def number_disagreements(number, values):
    """Yield the problems of a birth date or sex that is not the one the number tells."""
    birth_date, sex = values.get("birth_date"), values.get("sex")
    if sex and sex != number.sex:
        yield Problem("sex", _("The gender does not agree with the personal identity number."))
    if birth_date and number.birth_date and birth_date != number.birth_date:
        yield Problem("birth_date", _("The birth date does not agree with the personal identity number."))


def _number_and_date_problems(number, values):
    birth_date, entry_date = values.get("birth_date"), values.get("entry_date")
    if number.birth_date is None and birth_date is None and "birth_date" in values:
        yield Problem(
            "birth_date", _("The coordination number does not tell the day of birth. State the birth date.")
        )
    if number.is_century_guessed and entry_date and _is_too_young_for_ten_digits(number, entry_date):
        yield Problem("personal_identity_number", str(NUMBER_MESSAGES["twelve_digits"]))


def _is_too_young_for_ten_digits(number, day):
    born = number.birth_date or date(number.birth_year, 12, 31)
    return add_months(born, 12 * YOUNGEST_WITH_TEN_DIGITS) > day


def _birth_date_problems(birth_date, entry_date, today, field):
    if birth_date is None:
        return
    if birth_date > today:
        yield Problem(field, _("The birth date is in the future. Check the year."))
    elif entry_date and birth_date > entry_date:
        # A number has a check digit, so that the start is the likelier mistake.
        field = "entry_date" if field == "personal_identity_number" else field
        yield Problem(field, _("The person was born after the start. Check both dates."))
    elif birth_date < add_months(today, -12 * OLDEST_AGE):
        yield Problem(field, _("The birth date is more than 120 years ago. Check the year."))


def _missing(values):
    return [Problem(key, str(text)) for key, text in MISSING.items() if key in values and not values[key]]


def _too_long(values, *fields):
    return [
        Problem(name, _("The text is too long: at most %(limit)s characters.") % {"limit": LENGTHS[name]})
        for name in fields
        if len(values.get(name) or "") > LENGTHS[name]
    ]


def _unseen(values, *fields):
    for name in fields:
        if character := unseen_character(values.get(name) or ""):
            yield Problem(name, UNSEEN % {"character": character_name(character)})
        elif name in NAMES and values.get(name) and not has_letter(values[name]):
            yield Problem(name, _("A name has at least one letter."))


def _entry_date_problems(entry_date, project, today):
    if entry_date is None:
        return
    if entry_date > today:  # V-R12
        yield Problem(
            "entry_date",
            _("The start is in the future. Register the participant on the day, or check the year."),
        )
    elif project.starts_on and entry_date < project.starts_on:  # V-R10
        yield Problem(
            "entry_date",
            _("The start is before the project's own, %(date)s. Check the year.")
            % {"date": date_text(project.starts_on)},
        )
    elif project.ends_on and entry_date > project.ends_on:  # V-R10
        yield Problem(
            "entry_date",
            _("The start is after the project's end, %(date)s. Check the year.")
            % {"date": date_text(project.ends_on)},
        )


def _record_problems(values):
    unemployed_since, entry_date = values.get("unemployed_since"), values.get("entry_date")
    if unemployed_since and entry_date and unemployed_since > entry_date:  # V-R09
        yield Problem("unemployed_since", _("The unemployment began after the start. Check both dates."))
    sick_listed_since = values.get("sick_listed_since")
    if sick_listed_since and entry_date and sick_listed_since > entry_date:
        yield Problem("sick_listed_since", _("The sick leave began after the start. Check both dates."))
    is_inactive = values.get("labour_market_status") == LabourMarketStatus.INACTIVE
    if is_inactive and "in_education" in values and values["in_education"] is None:  # V-R08
        yield Problem(
            "in_education",
            _(
                "Answer yes or no: it must be known whether a person outside the labour force is in education."
            ),
        )


def spell_problems(values, *, project, today):
    """Return the problems of a re-entry's date and municipality."""
    needed = [problem for problem in _missing(values) if problem.field in ("municipality", "entry_date")]
    return [*needed, *_entry_date_problems(values.get("entry_date"), project, today)]


def exit_problems(entry_date, exit_date, exit_reason, *, today):
    """Return the problems of an exit: date and reason together, not before the entry, not in the future."""
    problems = []
    if exit_date and not exit_reason:
        problems.append(Problem("exit_reason", _("State why the participant left.")))
    if exit_reason and not exit_date:
        problems.append(
            Problem("exit_date", _("State the day the participant left, or leave out the reason."))
        )
    if exit_date and entry_date and exit_date < entry_date:  # V-R11
        problems.append(
            Problem(
                "exit_date",
                _("The end is before the start, %(date)s. Check both dates.")
                % {"date": date_text(entry_date)},
            )
        )
    if exit_date and exit_date > today:  # V-R12
        problems.append(
            Problem("exit_date", _("The end is in the future. Record it on the day, or check the year."))
        )
    return problems


def outcome_problems(values, *, first_entry, last_exit, status_at_entry, today):
    """Return the problems of an outcome (`date`, `kind`, `improvement`, `evidence`)."""
    # last_exit is None while the person takes part; status_at_entry is "" when unknown.
    happened, kind = values.get("date"), values.get("kind")
    problems = []
    number = values.get("personal_identity_number")
    if number and number.is_century_guessed and _is_too_young_for_ten_digits(number, today):
        problems.append(Problem("personal_identity_number", str(NUMBER_MESSAGES["twelve_digits"])))
    if "date" in values and happened is None:
        problems.append(Problem("date", _("State the date.")))
    if "kind" in values and not kind:
        problems.append(Problem("kind", _("State what happened.")))
    if happened and first_entry and happened < first_entry:
        problems.append(
            Problem(
                "date",
                _("The date is before the start, %(date)s. Check the date.")
                % {"date": date_text(first_entry)},
            )
        )
    if happened and happened > today:  # V-R12
        problems.append(Problem("date", _("The date is in the future. Record it when it has happened.")))
    problems += _follow_up_problems(happened, kind, last_exit)
    if values.get("improvement"):
        problems += _improvement_problems(kind, status_at_entry)
    return [*problems, *_too_long(values, "evidence"), *_unseen(values, "evidence")]


def _follow_up_problems(happened: date | None, kind, last_exit):
    if kind not in OutcomeEvent.FOLLOW_UPS:
        return
    if last_exit is None:
        yield Problem("kind", _("A follow-up is made six months after leaving. Record the end first."))
    elif happened and happened < follow_up_from(last_exit):  # V-R15
        yield Problem(
            "date",
            _("A follow-up counts from six months after leaving: %(date)s at the earliest.")
            % {"date": date_text(follow_up_from(last_exit))},
        )


def _improvement_problems(kind, status_at_entry):
    if kind != OutcomeEvent.Kind.FOLLOW_UP_EMPLOYED:
        yield Problem(
            "improvement", _("An improvement belongs to a follow-up of an employed person. Leave it empty.")
        )
    elif status_at_entry != LabourMarketStatus.EMPLOYED:  # V-R18
        yield Problem(
            "improvement", _("An improvement is for a person who was employed at the start. Leave it empty.")
        )
