"""Forms that hand participants over."""

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from esfportal.database.swedish_order import by_shown_name, swedish_order
from esfportal.ui.form_layouts import DateField, Pair, PortalHelper, Section, Short
from participants.casework.caseload import colleagues_in
from participants.register.forms.fields import ReasonField
from projects.models import Intervention, Municipality


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


class PersonHandoverForm(HandoverForm):
    """Hand one participant over, here or to another part."""

    municipality = forms.ModelChoiceField(
        label=_("Moves to the municipality"),
        queryset=Municipality.objects.none(),
        required=False,
        empty_label=_("stays in the part"),
        help_text=_("Only if the person moves: a new period begins there when the colleague accepts."),
    )
    intervention = forms.ModelChoiceField(
        label=_("Moves to the intervention"),
        queryset=Intervention.objects.none(),
        required=False,
        empty_label=_("no intervention"),
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, project=project, **kwargs)
        self.fields["municipality"].queryset = project.municipalities.order_by(swedish_order("name"))
        self.fields["intervention"].queryset = project.interventions.order_by(by_shown_name())
        place = [name for name in ("municipality", "intervention") if self.fields[name].queryset]
        for name in {"municipality", "intervention"} - {*place}:
            del self.fields[name]
        self.helper.layout = Layout(
            "to", "message", *([Section(_("Another part"), Pair(*place))] if place else [])
        )
        self.helper.render_unmentioned_fields = False


class AcceptMoveForm(forms.Form):
    day = DateField(
        label=_("First day of the new period"),
        offers_today=True,
        help_text=_("The period of today ends the day before."),
        error_messages={"required": _("State the day.")},
    )

    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, initial={"day": timezone.localdate()}, **kwargs)
        self.helper = PortalHelper(
            Short("day"),
            submit=_("Take over and begin the period"),
            cancel_url=cancel_url,
            mark_optional=False,
        )


class CaseloadForm(HandoverForm):
    submit = _("Hand over all")


class MoveForm(ReceiverForm):
    submit = _("Move")

    def receivers(self, project, user):
        return colleagues_in(project)
