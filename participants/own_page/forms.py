from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import PortalHelper, Short
from participants.own_page.easy_swedish import LANGUAGES
from participants.register.forms.fields import ReasonField


class AnswerOfProvider(forms.Form):
    """The query with which a provider of e-identification sends the browser back."""

    state = forms.CharField(max_length=200)
    code = forms.CharField(max_length=4000)


class OtherProject(forms.Form):
    """One of the person's other projects, by its name in addresses."""

    project = forms.CharField(max_length=80)

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = {participation.project.slug: participation for participation in others}

    def clean_project(self):
        if self.cleaned_data["project"] not in self.others:
            raise forms.ValidationError(_("Choose one of the projects."))
        return self.others[self.cleaned_data["project"]]


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=[(each, each) for each in LANGUAGES])
    next = forms.CharField(required=False, max_length=200)

    def clean_next(self):
        home, path = reverse("own_page:home"), self.cleaned_data["next"]
        return path if path.startswith(home) else home


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six digits, which you were told."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Write the code.")},
    )

    def __init__(self, *args, is_mailed=False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_mailed:
            self.fields["code"].help_text = _("Six digits, from the e-mail.")
        self.helper = PortalHelper(Short("code"), submit=_("Open my page"))

    def refuse(self, tries_left):
        self.add_error("code", _("The code is not right. Tries left: %(count)s.") % {"count": tries_left})


class ConfirmForm(forms.Form):
    """The month as the page had shown it, by its checksum."""

    shown_digest = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, certificate, **kwargs):
        super().__init__(*args, initial={"shown_digest": certificate.digest}, **kwargs)
        self.helper = PortalHelper("shown_digest", submit=_("This is right"))


class RefuseForm(forms.Form):
    note = ReasonField(
        label=_("What is wrong?"),
        help_text=_("For example: I was there on the 12th. Write nothing about illness."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what is wrong.")},
    )

    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper("note", submit=_("Send it"), cancel_url=cancel_url)


class WithdrawForm(forms.Form):
    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(submit=_("I no longer agree"), cancel_url=cancel_url)
