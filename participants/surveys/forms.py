import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.audit.versions import VersionedForm
from esfportal.ui.form_layouts import PortalHelper
from participants.register.forms.bulk_exit import spell_choice
from participants.surveys.models import Question, State, Survey
from participants.surveys.words import LANGUAGES, NO, STEPS, YES, words_in

LONGEST = 2000  # characters of an answer


class SurveyForm(VersionedForm, forms.ModelForm):
    class Meta:
        model = Survey
        fields = ["occasion", "is_tied", "contact", "is_released"]
        labels = {
            "occasion": _("When it is asked"),
            "is_tied": _("Tie the answers to the participant"),
            "contact": _("Contact for those who have been badly treated"),
            "is_released": _("Let funders see the results when the survey is closed"),
        }
        help_texts = {
            "is_tied": _(
                "Answers are then part of the person's record. Otherwise no one can learn who said what."
            ),
            "contact": _("Name and telephone number of an employee. Shown to all who answer."),
        }

    def __init__(self, *args, submit, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_new():
            del self.fields["occasion"]
        if self.instance.state != State.DRAFT:
            del self.fields["is_tied"]
        self.helper = PortalHelper(submit=submit, cancel_url=cancel_url)

    def _get_validation_exclusions(self):
        # The project is not a field of the form, but one survey at a time is checked.
        return super()._get_validation_exclusions() - {"project"}


class QuestionForm(forms.ModelForm):
    class Meta:
        model = Question
        fields = ["kind", "text_sv", "text_easy", "text_en"]
        help_texts = {
            "kind": _("Five steps go from “do not agree at all” to “agree completely”: write a statement."),
            "text_en": _("Without it the Swedish question is shown."),
        }

    def __init__(self, *args, submit, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        own = (Question.Kind.SCALE, Question.Kind.TEXT)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in own]
        self.initial.setdefault("kind", Question.Kind.SCALE)
        self.helper = PortalHelper(submit=submit, cancel_url=cancel_url)


class InviteForm(forms.Form):
    people = forms.MultipleChoiceField(
        label=_("Participants"),
        widget=forms.CheckboxSelectMultiple(attrs={"data-all": _("Choose all")}),
        error_messages={
            "required": _("Choose at least one person."),
            "invalid_choice": _("One of them has got a link since the page was opened. Choose again."),
        },
    )

    def __init__(self, *args, spells, submit, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        people = [spell.participation for spell in spells]
        self.participations = {str(each.public_id): each for each in people}
        self.fields["people"].choices = [*zip(self.participations, map(spell_choice, spells), strict=True)]
        self.helper = PortalHelper(submit=submit, cancel_url=cancel_url)

    @property
    def chosen(self):
        return [self.participations[key] for key in self.cleaned_data["people"]]


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=[(each, each) for each in LANGUAGES])

    @classmethod
    def chosen(cls, request, otherwise):
        form = cls(request.GET)
        return form.cleaned_data["language"] if form.is_valid() else otherwise


class AnswersForm(forms.Form):
    """The questions of a survey in one language. Each may be left out, but not all."""

    number = forms.UUIDField(widget=forms.HiddenInput)
    questions = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, questions, asks_sex, language, **kwargs):
        self.words = words = words_in(language)
        self.asked = questions
        self.shown = ",".join(f"{each.pk}" for each in questions)
        super().__init__(*args, initial={"number": uuid.uuid4(), "questions": self.shown}, **kwargs)
        for each in questions:
            self.fields[f"q{each.pk}"] = _field(each, each.text_in(language), words)
        if asks_sex:
            sexes = [("woman", words["woman"]), ("man", words["man"])]
            self.fields["sex"] = _choice(words["sex"], sexes)

    def clean(self):
        given = super().clean()
        if self.errors.keys() & {"number", "questions"} or given["questions"] != self.shown:
            raise forms.ValidationError(self.words["changed"])
        if not self.errors and not (self.values() or self.texts()):
            raise forms.ValidationError(self.words["nothing"])
        return given

    def values(self):
        answered = ((each, self.cleaned_data.get(f"q{each.pk}")) for each in self.asked)
        return {str(each.pk): int(value) for each, value in answered if value and each.kind != each.Kind.TEXT}

    def texts(self):
        answered = ((each, self.cleaned_data.get(f"q{each.pk}")) for each in self.asked)
        return {str(each.pk): value for each, value in answered if value and each.kind == each.Kind.TEXT}

    def answers(self):
        """Return the arguments of the action that keeps them."""
        return {
            "number": self.cleaned_data["number"],
            "values": self.values(),
            "texts": self.texts(),
            "sex": self.cleaned_data.get("sex", ""),
        }

    def rows(self):
        """Return (bound field, how far it is) for the page."""
        fields = self.visible_fields()
        text = self.words["number"]
        return [(each, text.format(number=n, total=len(fields))) for n, each in enumerate(fields, 1)]


def _field(question, text, words):
    match question.kind:
        case Question.Kind.TEXT:
            widget = forms.Textarea(attrs={"rows": 4})
            errors = {"max_length": words["too_long"]}
            return forms.CharField(
                label=text,
                help_text=words["own_words"],
                required=False,
                widget=widget,
                max_length=LONGEST,
                error_messages=errors,
            )
        case Question.Kind.YES_NO:
            return _choice(text, [(YES, words["yes"]), (NO, words["no"])])
    return _choice(text, [(step, words[f"step{step}"]) for step in STEPS])


def _choice(label, choices):
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=False)
