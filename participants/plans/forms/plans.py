from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.audit.versions import VersionedForm
from esfportal.security.single_use import SingleUseForm
from esfportal.ui.form_layouts import (
    DateField,
    LongTextField,
    Pair,
    PortalHelper,
    Short,
    ShowWhen,
    TextField,
    TimeField,
)
from participants.plans import rules
from participants.plans.forms.labels import in_sentence_case
from participants.plans.models import Step
from participants.register.forms.fields import add_problems

NO_NUMBERS = _("Write no personal identity numbers.")


class PlanForm(VersionedForm):
    goals = LongTextField(
        label=_("What I want to reach"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("In the participant's own words. Write no personal identity numbers."),
        error_messages={"required": _("Write what the participant wants to reach.")},
    )
    renew_by = DateField(
        label=_("Renewed by"),
        help_text=_("The day by which you look at the plan together again."),
        error_messages={"required": _("State the day.")},
    )

    def __init__(self, *args, plan, cancel_url, **kwargs):
        is_new = plan._state.adding
        proposed = timezone.localdate() + rules.RENEWED_AFTER
        initial = {"goals": plan.text_or_empty, "renew_by": proposed if is_new else plan.renew_by}
        super().__init__(*args, initial=initial, **kwargs)
        self.instance = plan
        self.helper = PortalHelper(
            "goals",
            Short("renew_by"),
            submit=_("Save the plan"),
            cancel_url=cancel_url,
        )

    def clean(self):
        given = self.cleaned_data
        add_problems(self, rules.text_problems(goals=given.get("goals", "")))
        if "renew_by" in given and given["renew_by"] != self.initial["renew_by"]:
            add_problems(self, rules.renewal_problems(given["renew_by"], today=timezone.localdate()))


class SignForm(RowVersionForm):
    signed_on = DateField(
        label=_("Signed on"),
        offers_today=True,
        help_text=_("The date on the paper that the participant has signed."),
        error_messages={"required": _("State the day.")},
    )

    def __init__(self, *args, plan, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (plan,)
        self.helper = PortalHelper(
            Short("signed_on"), submit=_("Record the signature"), cancel_url=cancel_url
        )


class PrintForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of the paper"),
        choices=[("sv", _("Swedish")), ("en", _("English"))],
        widget=forms.Select(attrs={"class": "form-select"}),
    )


class StepForm(SingleUseForm, VersionedForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=in_sentence_case(Step.Kind), widget=forms.RadioSelect)
    text = TextField(
        label=_("What is to be done"),
        max_length=300,
        help_text=NO_NUMBERS,
        error_messages={"required": _("Write what is to be done.")},
    )
    due_on = DateField(label=_("Date"), error_messages={"required": _("State the day.")})
    starts_at = TimeField(label=_("Time of day"), required=False, help_text=_("For example 09:30."))
    responsible = forms.ChoiceField(
        label=_("Who does it"),
        choices=in_sentence_case(Step.Responsible),
        widget=forms.RadioSelect,
        error_messages={"required": _("State who does it.")},
    )
    state = forms.ChoiceField(
        label=_("State"), choices=in_sentence_case(Step.State), widget=forms.RadioSelect
    )

    def __init__(self, *args, step, participation, cancel_url, kind="", **kwargs):
        initial = {"kind": kind or step.kind, "text": step.text_or_empty}
        is_new = step._state.adding
        if not is_new:
            initial |= {name: getattr(step, name) for name in ("due_on", "starts_at", "responsible", "state")}
        super().__init__(*args, initial=initial, **kwargs)
        self.instance = step
        self.makes = f"step {participation.public_id}" if is_new else ""
        if is_new:
            del self.fields["state"]
        meeting = ShowWhen("kind", Step.Kind.MEETING.value, Short("starts_at"))
        asked = ["kind", "text", Pair("due_on"), meeting, "responsible"]
        self.helper = PortalHelper(
            *([] if is_new else ["state"]),
            *asked,
            submit=_("Add") if is_new else _("Save"),
            cancel_url=cancel_url,
        )

    def clean(self):
        given = self.cleaned_data
        if given.get("kind") != Step.Kind.MEETING:
            # Without JavaScript the field is always shown.
            given["starts_at"] = None
        add_problems(self, rules.text_problems(text=given.get("text", "")))
        if "due_on" in given and "kind" in given:
            values = {"starts_at": None, **given}
            add_problems(self, rules.step_problems(values, today=timezone.localdate()))

    def values(self):
        return dict(self.cleaned_data)
