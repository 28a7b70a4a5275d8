from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import memberships_of
from accounts.notifications.kinds import KINDS
from accounts.notifications.models import NotificationChoice
from esfportal.ui.form_layouts import FilterForm, PortalHelper


def _kinds_of(user):
    memberships = memberships_of(user)
    return [kind for kind in KINDS if kind.reaches(memberships)]


class NotificationFilter(FilterForm):
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    unread = forms.BooleanField(label=_("Unread only"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        shown = [(kind.key, kind.label) for kind in _kinds_of(user) if kind.text]
        self.fields["kind"].choices = [("", _("All")), *shown]

    def filter(self, notifications):
        chosen = self.values
        if kind := chosen.get("kind"):
            notifications = notifications.filter(kind=kind)
        return notifications.unread() if chosen.get("unread") else notifications


class ChannelsForm(forms.Form):
    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = dict(NotificationChoice.objects.filter(user=user).values_list("kind", "channel"))
        self.kinds = _kinds_of(user)
        for kind in self.kinds:
            held = chosen.get(kind.key)
            self.fields[self._name(kind)] = forms.ChoiceField(
                label=kind.label,
                choices=[(channel.value, channel.label) for channel in kind.channels],
                initial=held if held in kind.channels else kind.default.value,
            )
        self.helper = PortalHelper(*self.fields, submit=_("Save the choices"))

    @staticmethod
    def _name(kind):
        return kind.key.replace(".", "_")

    def channels(self):
        return {kind.key: self.cleaned_data[self._name(kind)] for kind in self.kinds}
