"""Rules of work, studies and income at a moment, for forms and imports alike."""

from django.utils.translation import gettext as _

from participants.register.models import Income, Moment, situation_fields
from participants.register.rules.entry_rules import Problem


def number_problems(values, moment):
    """Yield the problems of hours or an extent where there is no work or no study."""
    for name, number in (("work", "work_hours"), ("study", "study_extent")):
        if values.get(f"{name}_at_{moment}") == "none" and values.get(f"{number}_at_{moment}"):
            yield Problem(f"{number}_at_{moment}", _("Leave it empty where there is none."))


def income_problem(sources, number):
    """Return what is wrong with the income at this place of the list, "" if nothing is."""
    source = sources[number]
    if source in sources[:number]:
        return _("It is stated above already.")
    if source == Income.NONE and len(sources) > 1:
        return _("There is another income, too.")
    return ""


def exit_situation_problems(values):
    """Yield a problem where work, studies or income at an end are stated without the end."""
    stated = [name for name in situation_fields(Moment.EXIT) if values.get(name) is not None]
    if stated and "exit_date" in values and values["exit_date"] is None:
        yield Problem(stated[0], _("It is about the end: state the end date, or empty the cell."))
