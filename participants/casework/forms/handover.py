"""Forms that hand participants over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from esfportal.ui.form_layouts import PortalHelper
from participants.casework.caseload import colleagues_in
from participants.register.forms.fields import ReasonField


class ReceiverForm(forms.Form):
    """The colleague who takes over, among those who work with the project's participants."""

    to = forms.ModelChoiceField(
        label=_("New case worker"),
        queryset=User.objects.none(),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose a colleague.")},
    )
    submit = _("Hand over")

    def __init__(self, *args, project, user, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = self.receivers(project, user)
        self.helper = PortalHelper(submit=self.submit, cancel_url=cancel_url, mark_optional=False)

    def receivers(self, project, user):
        return colleagues_in(project).exclude(pk=user.pk)


class HandoverForm(ReceiverForm):
    message = ReasonField(
        label=_("Message"),
        required=False,
        help_text=_("What the colleague should know. Write no names and no numbers."),
    )


class CaseloadForm(HandoverForm):
    submit = _("Hand over all")


class MoveForm(ReceiverForm):
    submit = _("Move")

    def receivers(self, project, user):
        return colleagues_in(project)
