"""Forms for protected identities: level, opening a record, authorising case workers."""

from django import forms
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audit.versions import VersionedForm
from accounts.models import User
from esfportal.ui.form_layouts import PortalHelper, TextField
from participants.register.forms.layouts import inline
from participants.register.models import ProtectedRecordAccess, Protection


class ProtectionForm(VersionedForm):
    level = forms.ChoiceField(
        label=_("Protected identity"),
        choices=[
            (Protection.NONE, _("No")),
            (Protection.CONFIDENTIALITY_MARK, _("Confidentiality mark")),
            (Protection.PROTECTED_REGISTRATION, _("Protected population registration")),
        ],
        widget=forms.RadioSelect,
    )
    reason = TextField(
        label=_("Reason for lowering"),
        max_length=300,
        required=False,
        help_text=_("Needed when the protection is lowered. Write no names."),
    )

    def __init__(self, *args, person, may_lower, cancel_url, **kwargs):
        super().__init__(*args, initial={"level": person.protection}, **kwargs)
        if not may_lower:
            del self.fields["reason"]
            self._offer_no_less_than(person.protection)
        self.helper = PortalHelper(
            inline("level"),
            *(["reason"] if may_lower else []),
            submit=_("Change the protection"),
            cancel_url=cancel_url,
            mark_optional=False,
        )

    def _offer_no_less_than(self, level):
        # Lower levels are still valid input, so that the action can refuse them with a reason.
        field = self.fields["level"]
        field.widget.choices = [
            (value, label) for value, label in field.choices if not Protection.is_stronger(level, value)
        ]


REASONS = [
    (ProtectedRecordAccess.Reason.CONTACT, _("Contact with the participant")),
    (ProtectedRecordAccess.Reason.RECORD, _("To record what has happened")),
    (ProtectedRecordAccess.Reason.FOLLOW_UP, _("Follow-up after six months")),
    (ProtectedRecordAccess.Reason.CORRECTION, _("To correct the record")),
    (ProtectedRecordAccess.Reason.REQUEST, _("The participant asks to see their data")),
    (ProtectedRecordAccess.Reason.OTHER, _("Something else")),
]


class OpenRecordForm(forms.Form):
    """Reason for opening a protected record; `asked_for` is the page to continue to."""

    why = forms.ChoiceField(
        label=_("Why do you open the record?"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("State why you open the record.")},
    )
    note = TextField(
        label=_("In a few words"),
        max_length=300,
        required=False,
        help_text=_("Needed for “something else”. Write no names."),
    )
    asked_for = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, participation, asked_for="", **kwargs):
        super().__init__(*args, initial={"asked_for": asked_for}, **kwargs)
        self.participation = participation
        slug = participation.project.slug
        self.helper = PortalHelper(
            "why",
            "note",
            "asked_for",
            submit=_("Open the record"),
            cancel_url=reverse("register:list", args=[slug]),
            mark_optional=False,
            autocomplete="off",
        )
        self.helper.form_action = reverse("register:open", args=[slug, participation.public_id])

    def clean(self):
        if self.cleaned_data.get("why") == ProtectedRecordAccess.Reason.OTHER and not self.cleaned_data.get(
            "note"
        ):
            self.add_error("note", gettext("Say in a few words why the record is opened."))

    def reason(self):
        return {"reason": self.cleaned_data["why"], "note": self.cleaned_data["note"]}

    @property
    def next_url(self):
        """Return the requested page if it is about this person, otherwise the person's page."""
        home, asked_for = self.participation.get_absolute_url(), self.cleaned_data["asked_for"]
        is_here = asked_for.startswith(home) and url_has_allowed_host_and_scheme(asked_for, None)
        return asked_for if is_here else home


class AuthorisationForm(forms.Form):
    user = forms.ModelChoiceField(
        label=_("Case worker"),
        queryset=User.objects.none(),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose who may open the record.")},
        help_text=_(
            "Those who register participants in the project. Only a case worker whose role includes the participant's "
            "part can then open the record. The page does not show whether it does. Each authorisation is logged."
        ),
    )

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = members
        self.helper = PortalHelper(submit=_("Authorise the case worker"), mark_optional=False)
