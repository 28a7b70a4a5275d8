from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.audit.versions import VersionedForm
from esfportal.security.single_use import SingleUseForm
from esfportal.ui.form_layouts import DateField, PortalHelper, Section, Short, TextField
from esfportal.ui.questions import Question
from participants.plans.forms.labels import in_sentence_case
from participants.plans.models import Measurement
from participants.plans.scale_files import HIGHEST, LOWEST
from participants.register.forms.fields import ReasonField

ANSWERS = [
    *((str(value), str(value)) for value in range(LOWEST, HIGHEST + 1)),
    (Measurement.REFUSED, _("Does not want to answer")),
]


class MeasurementForm(SingleUseForm):
    """The questions of a scale; one without an answer was not asked."""

    occasion = forms.ChoiceField(
        label=_("Occasion"),
        choices=in_sentence_case(Measurement.Occasion),
        widget=forms.RadioSelect,
        error_messages={"required": _("State the occasion.")},
    )
    measured_on = DateField(
        label=_("Date"),
        offers_today=True,
        initial=timezone.localdate,
        error_messages={"required": _("State the day.")},
    )

    def __init__(self, *args, participation, scale, answered_by, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.makes = f"measurement {participation.public_id} {scale.code} {answered_by}"
        self.questions = scale.asked(answered_by)
        for question in self.questions:
            self.fields[f"q_{question.key}"] = forms.ChoiceField(
                label=question.text,
                help_text=question.anchor_text,
                choices=ANSWERS,
                widget=forms.RadioSelect,
                required=False,
            )
        questions = [
            Question(f"q_{question.key}", wrapper_class="field-scale") for question in self.questions
        ]
        self.helper = PortalHelper(
            Section(_("When"), "occasion", Short("measured_on")),
            Section(_("Answers"), *questions),
            submit=_("Save the measurement"),
            cancel_url=cancel_url,
            mark_optional=False,
        )

    @property
    def answers(self):
        given = {question.key: self.cleaned_data.get(f"q_{question.key}", "") for question in self.questions}
        return {
            key: answer if answer == Measurement.REFUSED else int(answer)
            for key, answer in given.items()
            if answer
        }

    def clean(self):
        given = self.cleaned_data
        if given.get("measured_on") and given["measured_on"] > timezone.localdate():
            self.add_error("measured_on", gettext("The date has not come yet."))
        if not self.errors and not self.answers:
            self.add_error(None, gettext("Answer at least one question."))

    def values(self):
        return {
            **{name: self.cleaned_data[name] for name in ("occasion", "measured_on")},
            "answers": self.answers,
        }


class WithdrawMeasurementForm(RowVersionForm):
    reason = ReasonField(label=_("Why it is withdrawn"))

    def __init__(self, *args, measurement, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (measurement,)
        self.helper = PortalHelper("reason", submit=_("Withdraw the measurement"), cancel_url=cancel_url)


class ScaleForm(VersionedForm):
    is_used = forms.BooleanField(label=_("The project uses the scale"), required=False)
    agreement_number = TextField(
        label=_("Number of the agreement"),
        max_length=60,
        required=False,
        help_text=_("Of the agreement with the owner of the scale, if the licence asks for one."),
    )

    def __init__(self, *args, chosen, cancel_url, **kwargs):
        names = ("is_used", "agreement_number")
        super().__init__(*args, initial={name: getattr(chosen, name) for name in names}, **kwargs)
        self.instance = chosen
        self.helper = PortalHelper(
            "is_used", Short("agreement_number"), submit=_("Save the choice"), cancel_url=cancel_url
        )
