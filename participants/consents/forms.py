from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.audit.versions import VersionedForm
from esfportal.security.single_use import SingleUseForm
from esfportal.ui.form_layouts import DateField, PortalHelper, Short, ShowWhen
from participants.consents.access import languages_of
from participants.consents.models import PrivacyEntry, Subject, TextLanguage
from participants.consents.states import Answer, possible_answers
from participants.register.forms.bulk_exit import spell_choice


class AnswerForm(forms.Form):
    """An answer about one subject, on a day."""

    answer = forms.ChoiceField(
        label=_("Answer"), widget=forms.RadioSelect, error_messages={"required": _("Choose an answer.")}
    )
    answered_on = DateField(
        label=_("Date"),
        offers_today=True,
        initial=timezone.localdate,
        error_messages={"required": _("State the day.")},
    )
    language = forms.ChoiceField(label=_("In which language"), initial=TextLanguage.SWEDISH, required=False)
    means = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect, required=False)
    paper = forms.ChoiceField(label=_("Where the paper is"), required=False)

    def ask(self, subject, answers, *fields, submit, cancel_url):
        """Offer the answers; `fields` stand before them."""
        self.fields["answer"].choices = _choices(answers)
        if len(answers) == 1:
            self.fields["answer"].initial = answers[0]
        self.fields["language"].choices = languages_of(subject)
        self.fields["means"].choices = _choices(PrivacyEntry.Means)
        self.fields["paper"].choices = [("", _("not stated")), *_choices(PrivacyEntry.Paper)]
        with_text = PrivacyEntry.WITH_TEXT
        self.helper = PortalHelper(
            *fields,
            "answer",
            Short("answered_on"),
            ShowWhen("answer", " ".join(with_text), Short("language")),
            ShowWhen("answer", " ".join([*with_text, Answer.WITHDRAWN]), "means", "paper"),
            submit=submit,
            cancel_url=cancel_url,
            mark_optional=False,
        )

    def clean(self):
        given = super().clean() or self.cleaned_data
        if given.get("answer") in PrivacyEntry.WITH_TEXT and not given.get("means"):
            self.add_error("means", _("State how."))

    def values(self):
        """Return the values of the entry, without those that its answer does not ask for."""
        given = dict(self.cleaned_data)
        if given["answer"] not in PrivacyEntry.WITH_TEXT:
            given["language"] = ""
        if given["answer"] == Answer.MISTAKE:
            given["means"] = given["paper"] = ""
        return given


class EntryForm(SingleUseForm, AnswerForm):
    def __init__(self, *args, participation, subject, current, submit, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.makes = f"privacy entry {participation.public_id} {subject}"
        self.ask(subject, possible_answers(subject, current), submit=submit, cancel_url=cancel_url)


class SeveralEntriesForm(AnswerForm):
    """The same answer of several people who have none."""

    people = forms.MultipleChoiceField(
        label=_("Participants"),
        widget=forms.CheckboxSelectMultiple(attrs={"data-all": _("Choose all")}),
        error_messages={
            "required": _("Choose at least one person."),
            "invalid_choice": _(
                "An answer has been recorded for one of them since the page was opened. Choose again."
            ),
        },
    )

    def __init__(self, *args, spells, subject, submit, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        people = [spell.participation for spell in spells]
        self.participations = {str(each.public_id): each for each in people}
        texts = map(spell_choice, spells)
        self.fields["people"].choices = [*zip(self.participations, texts, strict=True)]
        self.ask(subject, possible_answers(subject, None), "people", submit=submit, cancel_url=cancel_url)

    @property
    def chosen(self):
        return [self.participations[key] for key in self.cleaned_data["people"]]

    def values(self):
        return {name: value for name, value in super().values().items() if name != "people"}


class ConsentsForm(VersionedForm):
    subjects = forms.MultipleChoiceField(
        label=_("The project asks for consent to"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, chosen, cancel_url, **kwargs):
        super().__init__(*args, initial={"subjects": chosen.subjects}, **kwargs)
        self.instance = chosen
        self.fields["subjects"].choices = _choices(each for each in Subject if each.is_consent)
        self.helper = PortalHelper("subjects", submit=_("Save the choice"), cancel_url=cancel_url)


def _choices(members):
    return [(member.value, capfirst(member.label)) for member in members]
