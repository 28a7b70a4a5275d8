"""Forms for signing in, based on allauth's."""

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from esfportal.ui.form_layouts import PortalHelper, TextField


def _set_texts(field, label, help_text="", autocomplete=None):
    field.label = label
    field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)  # set by allauth
    if autocomplete:
        field.widget.attrs["autocomplete"] = autocomplete


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _set_texts(self.fields["login"], _("E-mail address"), autocomplete="username")
        _set_texts(self.fields["password"], _("Password"))
        self.helper = PortalHelper(submit=_("Sign in"))


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _set_texts(self.fields["password"], _("Password"))
        self.helper = PortalHelper(submit=_("Confirm"))


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _set_texts(self.fields["email"], _("E-mail address"), _("The one you sign in with."))
        self.helper = PortalHelper(submit=_("Send a link"), cancel_url=reverse_lazy("account_login"))


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _set_new_password_texts(self.fields)
        self.helper = PortalHelper(submit=_("Save the new password"))


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _set_texts(self.fields["oldpassword"], _("Present password"))
        _set_new_password_texts(self.fields)
        self.helper = PortalHelper(submit=_("Change password"), cancel_url=reverse_lazy("accounts:account"))


# For users who signed in without a password.
class SetPasswordForm(allauth_forms.SetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _set_new_password_texts(self.fields)
        self.helper = PortalHelper(
            submit=_("Save the new password"), cancel_url=reverse_lazy("accounts:account")
        )


class NewAccountForm(allauth_forms.SetPasswordForm):
    full_name = TextField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["full_name", "password1", "password2"]

    def __init__(self, data=None, *, email):
        super().__init__(data=data, user=User(email=email))
        _set_new_password_texts(self.fields)
        self.fields["password1"].label, self.fields["password2"].label = (
            _("Password"),
            _("Password once more"),
        )
        self.helper = PortalHelper(submit=_("Open the account"))

    def clean_full_name(self):
        # Set before the passwords are validated: they must not resemble the name.
        self.user.full_name = self.cleaned_data["full_name"]
        return self.user.full_name

    @property
    def account(self):
        return {"full_name": self.cleaned_data["full_name"], "password": self.cleaned_data["password1"]}


def _set_new_password_texts(fields):
    hint = _("At least 12 characters; several words are easier to remember than signs.")
    _set_texts(fields["password1"], _("New password"), hint)
    _set_texts(fields["password2"], _("New password once more"))
