"""Layout of the entry record: order of the questions, and when each is shown."""

from crispy_forms.layout import Div
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import Include, Pair, Section, Short, ShowWhen
from esfportal.ui.questions import Question
from participants.register.labels import BACKGROUND, HOUSING
from participants.register.models import Participation
from participants.register.rules import eligibility
from projects.models import ProgrammePeriod


def registration(form):
    return [
        Section(
            _("Person"),
            Short("personal_identity_number"),
            include("parsed_number"),
            include("look_up"),
            "without_number",
            # Also for a coordination number that does not tell the birth date.
            ShowWhen("without_number", "on", Short("birth_date"), data_or_with="[data-birth-date-missing]"),
            ShowWhen("without_number", "on", inline("sex")),
            Pair("given_name", "family_name"),
            include("another_person"),
            "protected_identity",
        ),
        Section(
            _("At the start"),
            include("places"),
            Short("entry_date"),
            Pair(Question("municipality"), Question("intervention")),
            *status(),
            *target_groups(form),
        ),
        Div(*household(form), css_id="household"),
        *background(form),
        *form.situation_sections(),
        *form.added_questions(),
        include("warnings"),
    ]


def correction(form):
    return [
        Section(_("Name"), Pair("given_name", "family_name")),
        Section(_("At the start"), *status(), *target_groups(form)),
        *household(form),
        *background(form),
        "reason",
        include("warnings"),
    ]


def status():
    return [
        rows(["labour_market_status"]),
        ShowWhen("labour_market_status", "unemployed", Short("unemployed_since")),
        ShowWhen("labour_market_status", "employed", rows(["self_employed"])),
        rows(["in_education"]),
        ShowWhen("labour_market_status", "inactive", include("education_note")),
        "education_level",
    ]


def target_groups(form):
    """Return the questions that only target groups ask, and below them whether the person belongs to one."""
    return [
        *(_target_group_question(name) for name in _for_target_groups(form)),
        include("target_group_result"),
    ]


def _for_target_groups(form):
    # Background questions come after the result, except one that it needs.
    needed = eligibility.fields_needed(form.target_groups)
    background_needed = [name for name in Participation.BACKGROUND_FIELDS if name in needed]
    return [name for name in (*Participation.TARGET_GROUP_FIELDS, *background_needed) if name in form.fields]


def _target_group_question(name):
    return ShowWhen("sick_listed", "yes", Short(name)) if name == "sick_listed_since" else rows([name])


def household(form):
    names = [name for name in Participation.HOUSEHOLD_FIELDS if name in form.fields]
    note = include("household_note")
    return [Section(_("Household"), note, rows(names))] if names else []


def background(form):
    period = ProgrammePeriod.P2014
    shown = _for_target_groups(form)
    names = [
        name for name in (*BACKGROUND[period], *HOUSING[period]) if name in form.fields and name not in shown
    ]
    note = include("background_note")
    return [Section(_("Background"), note, rows(names))]


def rows(names):
    # Short questions below each other, answers on the right where there is room.
    return Div(*map(inline, names), css_class="question-rows")


def inline(name):
    return Question(name, wrapper_class="field-inline")


def include(part):
    """Include a template that the server renders again while the form is being filled in."""
    return Include(f"participants/register/form/{part}.html")
