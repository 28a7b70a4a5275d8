"""Forms for events after the registration: exit, re-entry, outcomes and corrections."""

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.audit.versions import VersionedForm
from esfportal.security.single_use import SingleUseForm
from esfportal.ui.form_layouts import DateField, Pair, PortalHelper, Short, ShowWhen, TextField
from participants.register.dates import follow_up_from
from participants.register.forms.confirmation import WARNINGS, ConfirmingForm, CorrectingForm
from participants.register.forms.fields import InterventionField, MunicipalityField, ReasonField, add_problems
from participants.register.forms.layouts import include
from participants.register.forms.situation import SituationForm
from participants.register.labels import ABOUT, EXIT_REASONS, OUTCOME_GROUPS, OUTCOME_HINTS, SIX_MONTHS
from participants.register.models import LabourMarketStatus, Moment, OutcomeEvent
from participants.register.rules import entry_rules, warnings
from participants.register.rules.editable_parts import editable_parts


class ExitForm(RowVersionForm, SituationForm, ConfirmingForm):
    moments = (Moment.EXIT,)
    exit_date = DateField(
        label=_("End date"),
        offers_today=True,
        help_text=_("The last day in the project."),
        error_messages={"required": _("State the day the participant left.")},
    )
    exit_reason = forms.ChoiceField(
        label=_("Reason for leaving"),
        widget=forms.RadioSelect,
        error_messages={"required": _("State why the participant left.")},
    )

    def __init__(self, *args, participation, entry_date, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.project, self.entry_date = participation.project, entry_date
        self.rows = (participation.spells.all(),)
        self.fields["exit_reason"].choices = EXIT_REASONS[self.project.programme_period]
        self.add_situations()
        self.helper = PortalHelper(
            Short("exit_date"),
            "exit_reason",
            *self.situation_sections(),
            WARNINGS,
            submit=_("Record the end"),
            cancel_url=cancel_url,
            mark_optional=False,
        )

    def find_warnings(self):
        return warnings.exit_warnings(self.cleaned_data.get("exit_date"), project=self.project)

    def clean(self):
        given = self.cleaned_data
        if "exit_date" in given and "exit_reason" in given:
            add_problems(
                self,
                entry_rules.exit_problems(
                    self.entry_date, given["exit_date"], given["exit_reason"], today=timezone.localdate()
                ),
            )
        self.clean_situations()
        self.ask_about_warnings()


class SpellStartForm(ConfirmingForm):
    """Start date and part of a spell, within what the user's memberships include."""

    entry_date = DateField(
        label=_("Start date"),
        offers_today=True,
        error_messages={"required": _("State the day the participant starts.")},
    )
    municipality = MunicipalityField(
        label=_("Municipality"), error_messages={"required": _("State the municipality.")}
    )
    intervention = InterventionField(label=_("Intervention"))

    def __init__(self, *args, participation, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.project, self.person = participation.project, participation.person
        self.editable_parts = editable_parts(user, self.project)
        self.fields["municipality"].offer(self.editable_parts)
        self.fields["intervention"].offer(self.editable_parts)

    def clean(self):
        given = self.cleaned_data
        add_problems(
            self, entry_rules.spell_problems(given, project=self.project, today=timezone.localdate())
        )
        if not (given.get("municipality") and "intervention" in given):
            return
        if not self.editable_parts.includes(given["municipality"], given["intervention"]):
            self.add_error(
                None,
                gettext(
                    "You may not register people in this municipality and intervention. Choose your own."
                ),
            )

    def find_warnings(self):
        return warnings.entry_warnings(
            {**self.cleaned_data, "birth_date": self.person.birth_date, "sex": self.person.sex},
            project=self.project,
        )


class ReentryForm(RowVersionForm, SituationForm, SpellStartForm):
    moments = (Moment.ENTRY,)

    def __init__(self, *args, participation, cancel_url, **kwargs):
        super().__init__(*args, participation=participation, **kwargs)
        self.rows = (participation.spells.all(),)
        self._start_from(participation.spells.order_by("-entry_date").first())
        self.add_situations()
        self.helper = PortalHelper(
            Short("entry_date"),
            Pair("municipality", "intervention"),
            *self.situation_sections(),
            WARNINGS,
            submit=_("Record the re-entry"),
            cancel_url=cancel_url,
            mark_optional=False,
        )

    def _start_from(self, last):
        # Most come back to where they were, as far as the user may register there.
        if self.editable_parts.includes(last.municipality, last.intervention):
            self.initial = {"municipality": last.municipality, "intervention": last.intervention}

    def clean(self):
        super().clean()
        self.clean_situations()
        self.ask_about_warnings()


class SpellForm(VersionedForm, SituationForm, CorrectingForm, SpellStartForm):
    moments = (Moment.ENTRY, Moment.EXIT)
    exit_date = DateField(label=_("End date"), required=False, help_text=_("Empty: still in the project."))
    exit_reason = forms.ChoiceField(label=_("Reason for leaving"), choices=[("", _("None"))], required=False)

    def __init__(self, *args, spell, cancel_url, **kwargs):
        names = ("entry_date", "municipality", "intervention", "exit_date", "exit_reason")
        initial = {name: getattr(spell, name) for name in names}
        super().__init__(*args, participation=spell.participation, initial=initial, **kwargs)
        self.instance = spell
        self.fields["exit_reason"].choices += EXIT_REASONS[self.project.programme_period]
        self.add_situations(spell)
        self.helper = PortalHelper(
            Short("entry_date"),
            Pair("municipality", "intervention"),
            Pair("exit_date", "exit_reason"),
            *self.situation_sections(),
            "reason",
            WARNINGS,
            submit=_("Save corrections"),
            cancel_url=cancel_url,
            mark_optional=False,
        )

    def clean(self):
        super().clean()
        given = self.cleaned_data
        if "exit_date" in given and "exit_reason" in given:
            add_problems(
                self,
                entry_rules.exit_problems(
                    given.get("entry_date"),
                    given["exit_date"],
                    given["exit_reason"],
                    today=timezone.localdate(),
                ),
            )
        self.clean_situations()
        self.check_reason()
        self.ask_about_warnings()


class OutcomeForm(SingleUseForm, ConfirmingForm):
    kind = forms.ChoiceField(
        label=_("What happened"),
        choices=OutcomeEvent.Kind,
        widget=forms.RadioSelect,
        error_messages={"required": _("State what happened.")},
    )
    improvement = forms.ChoiceField(
        label=_("What has become better since the start"),
        choices=[("", _("Nothing of this")), *OutcomeEvent.Improvement.choices],
        required=False,
        help_text=_("For a person who was employed at the start. Higher pay alone does not count."),
    )
    date = DateField(
        label=_("Date"),
        offers_today=True,
        help_text=_("The day it began, or the day of the follow-up."),
        error_messages={"required": _("State the date.")},
    )
    evidence = TextField(
        label=_("Evidence"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "What proves it, such as an employment contract or a certificate. Write no names. At most 300 characters."
        ),
    )

    submit = _("Record the outcome")

    def __init__(self, *args, participation, cancel_url, about="", **kwargs):
        super().__init__(*args, **kwargs)
        self.participation, self.about = participation, about
        self.makes = self.made_for(participation)
        asked = ["improvement"]
        if participation.labour_market_status != LabourMarketStatus.EMPLOYED:
            del self.fields["improvement"]
            asked = []
        self.helper = PortalHelper(
            include("kind"),
            *[ShowWhen("kind", OutcomeEvent.Kind.FOLLOW_UP_EMPLOYED.value, name) for name in asked],
            Short("date"),
            "evidence",
            *self.further_fields(),
            WARNINGS,
            submit=self.submit,
            cancel_url=cancel_url,
        )

    def further_fields(self):
        return []

    def made_for(self, participation):
        return f"outcome {participation.public_id}"

    @cached_property
    def spells(self):
        return list(self.participation.spells.order_by("entry_date"))

    @property
    def follow_up_possible_from(self):
        # None while the person takes part.
        left = self.spells[-1].exit_date
        return follow_up_from(left) if left else None

    def asked_groups(self):
        """Return the groups of choices that the page asks about: all, unless it was opened for one question."""
        return self._groups(ABOUT.get(self.about, OUTCOME_GROUPS))

    def other_groups(self):
        asked = ABOUT.get(self.about, OUTCOME_GROUPS)
        return self._groups(group for group in OUTCOME_GROUPS if group not in asked)

    @property
    def is_another_chosen(self):
        return any(option["selected"] for group in self.other_groups() for option, _hint in group["options"])

    def _groups(self, groups):
        widgets = {widget.data["value"]: widget.data for widget in self["kind"].subwidgets}
        return [
            {
                "heading": heading,
                "note": note,
                "options": [(widgets[kind], OUTCOME_HINTS.get(kind, "")) for kind in kinds],
                "is_follow_up": kinds is SIX_MONTHS[2],
            }
            for heading, note, kinds in groups
        ]

    @property
    def may_follow_up(self):
        return (
            self.follow_up_possible_from is not None and self.follow_up_possible_from <= timezone.localdate()
        )

    def clean(self):
        problems = entry_rules.outcome_problems(
            self.cleaned_data,
            first_entry=self.spells[0].entry_date,
            last_exit=self.spells[-1].exit_date,
            status_at_entry=self.participation.labour_market_status,
            today=timezone.localdate(),
        )
        add_problems(self, problems)
        self.ask_about_warnings()

    def find_warnings(self):
        return [
            *warnings.outcome_warnings(self.cleaned_data, last_exit=self.spells[-1].exit_date),
            *warnings.same_outcome_warnings(self.cleaned_data, self.other_outcomes()),
        ]

    def other_outcomes(self):
        return self.participation.outcomes.in_force()

    def values(self):
        return {name: self.cleaned_data.get(name, "") for name in ("date", "kind", "improvement", "evidence")}


class CorrectionForm(OutcomeForm):
    reason = ReasonField(
        label=_("Why it is corrected"),
        help_text=_("Kept with the correction. Write no names and no numbers."),
        error_messages={"required": _("Say why it is corrected.")},
    )
    submit = _("Save the correction")

    def __init__(self, *args, outcome, **kwargs):
        initial = {
            "kind": outcome.kind,
            "date": outcome.happened_on,
            "improvement": outcome.improvement,
            "evidence": outcome.evidence,
        }
        self.outcome = outcome
        super().__init__(*args, participation=outcome.participation, initial=initial, **kwargs)
        self.helper.form_action = outcome_url("correct_outcome", outcome)

    def further_fields(self):
        return ["reason"]

    def made_for(self, participation):
        return ""  # an outcome is corrected once: the database sees to it

    def other_outcomes(self):
        return super().other_outcomes().exclude(pk=self.outcome.pk)


class WithdrawalForm(forms.Form):
    reason = ReasonField(
        label=_("Why it is withdrawn"),
        help_text=_("The outcome is kept as withdrawn. Write no names and no numbers."),
        error_messages={"required": _("Say why it is corrected.")},
    )

    def __init__(self, *args, outcome, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(*self.fields, submit=_("Withdraw the outcome"), cancel_url=cancel_url)
        self.helper.form_action = outcome_url("withdraw_outcome", outcome)


def outcome_url(name, outcome):
    participation = outcome.participation
    return reverse(f"register:{name}", args=[participation.project.slug, participation.public_id, outcome.pk])
