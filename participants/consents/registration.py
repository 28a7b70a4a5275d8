"""A question of the form of registration: how the participant was informed about the personal data."""

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import Short, ShowWhen
from participants.consents.access import languages_of
from participants.consents.actions import record_entry
from participants.consents.models import PrivacyEntry, Subject, TextLanguage
from participants.register.forms.additions import Addition
from participants.register.forms.layouts import rows

NOT_YET = "not_yet"


def _fields():
    means = [(value, capfirst(label)) for value, label in PrivacyEntry.Means.choices]
    yield (
        "informed",
        forms.ChoiceField(
            label=_("Told today how the personal data are used"),
            choices=[*means, (NOT_YET, _("Not yet"))],
            widget=forms.RadioSelect,
            required=False,
        ),
    )
    yield (
        "informed_in",
        forms.ChoiceField(
            label=_("In which language"),
            choices=lambda: languages_of(Subject.PROCESSING),
            initial=TextLanguage.SWEDISH,
            required=False,
        ),
    )


def _layout():
    return [
        rows(["informed"]),
        ShowWhen("informed", " ".join(PrivacyEntry.Means.values), Short("informed_in")),
    ]


def _save(participation, answers, *, by):
    if answers.get("informed") not in PrivacyEntry.Means:
        return
    record_entry(
        participation,
        subject=Subject.PROCESSING,
        answer=PrivacyEntry.Answer.INFORMED,
        language=answers.get("informed_in") or TextLanguage.SWEDISH,
        answered_on=timezone.localdate(),
        means=answers["informed"],
        by=by,
    )


INFORMATION = Addition(fields=_fields, layout=_layout, save=_save)
