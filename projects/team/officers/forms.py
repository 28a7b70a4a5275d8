from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.permissions import Role
from esfportal.database.swedish_order import by_shown_name, swedish_order
from esfportal.ui.form_layouts import DateField, Pair, PortalHelper, Section, ShowWhen, TextField
from esfportal.ui.plain_text import isolated
from projects.team.memberships import ActionRefused
from projects.team.models import Invitation, Membership
from projects.team.officers import actions
from projects.team.officers.access import colleagues_of, funded_projects

NOBODY = "nobody"


class OfficerForm(forms.ModelForm):
    """The base of the forms that give a role in a project that the organisation funds."""

    starts_on = DateField(label=_("From"), initial=timezone.localdate)
    ends_on = DateField(
        label=_("To"), required=False, help_text=_("The last day; empty: until further notice.")
    )
    role = forms.ChoiceField(label=_("Role"))
    reason = TextField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("For an auditor: what is audited, and who ordered it."),
    )

    def __init__(self, *args, organisation, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        project = self.fields["project"]
        project.required = project.widget.is_required = True  # only an administrator's role has none
        project.queryset = funded_projects(organisation).order_by(by_shown_name())
        # Auditors read exact figures, which are the managing authority's (ADR 120).
        roles = [Role.FUNDER, *([Role.AUDITOR] if organisation.is_managing_authority else [])]
        self.fields["role"].choices = [(role.value, capfirst(role.label)) for role in roles]
        for name in ("ends_on", "reason"):  # by the role, so they are not marked as optional
            self.fields[name].is_sometimes_required = True
        what = ["project", "role"]
        if len(roles) == 1:
            del self.fields["role"], self.fields["reason"]
            what.remove("role")
        when = [
            Pair("starts_on", "ends_on"),
            *([ShowWhen("role", "auditor", "reason")] if len(roles) > 1 else []),
        ]
        self.helper = PortalHelper(
            Section(_("Who"), *self.who),
            Section(_("What"), *what),
            Section(_("When"), *when),
            submit=self.submit,
            cancel_url=cancel_url,
        )

    def clean(self):
        data = super().clean()
        self.instance.role = data.get("role") or Role.FUNDER
        if self.instance.role == Role.AUDITOR:
            if not data.get("ends_on") and "ends_on" not in self.errors:
                self.add_error("ends_on", _("State the last day of the audit."))
            if not data.get("reason"):
                self.add_error("reason", _("State what is audited, and who ordered it."))
        return data

    def run_action(self, action, **options):
        """Run the action and return True, or show why it refuses."""
        try:
            action(self.instance, **options)
        except ActionRefused as error:
            self.add_error(None, list(error.reasons))
            return False
        return True


class InviteOfficerForm(OfficerForm):
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, help_text=_("The link is sent here and works once.")
    )
    who, submit = ("email", "language"), _("Send the invitation")

    class Meta:
        model = Invitation
        fields = ["email", "language", "project", "role", "starts_on", "ends_on", "reason"]
        labels = {"language": _("The language of the e-mail")}

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        self.instance.organisation = self.organisation
        return super().clean()


class GiveForm(OfficerForm):
    who, submit = ("user",), _("Give the role")

    class Meta:
        model = Membership
        fields = ["user", "project", "role", "starts_on", "ends_on", "reason"]
        labels = {"user": _("Officer")}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        others = colleagues_of(self.organisation).exclude(pk=by.pk)
        self.fields["user"].queryset = others.order_by(swedish_order("full_name"))


class EndOfficerForm(RowVersionForm):
    """Ask for the last day of an officer's roles, and which colleague takes over."""

    last_day = DateField(
        label=_("Last day"),
        offers_today=True,
        help_text=_("Today ends the role at once: the user loses it at the next click."),
    )
    takes_over = forms.ChoiceField(
        label=_("Who takes over?"),
        widget=forms.RadioSelect,
        help_text=_("From today, and as the responsible officer where the person is that."),
    )

    def __init__(self, *args, roles, organisation, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.roles = self.rows = tuple(roles)
        leaving = {role.user_id for role in roles}
        others = colleagues_of(organisation).exclude(pk__in=leaving).order_by(swedish_order("full_name"))
        self.colleagues = {str(user.pk): user for user in others}
        self.fields["takes_over"].choices = [
            *((pk, isolated(user)) for pk, user in self.colleagues.items()),
            (NOBODY, _("Nobody: the others who follow the project go on")),
        ]
        if all(role.role != Role.FUNDER for role in roles):
            del self.fields["takes_over"]
        self.helper = PortalHelper(
            *self.fields, submit=_("End the role"), cancel_url=cancel_url, mark_optional=False
        )

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a later day: a role can't end in the past."))
        return day

    def end(self, *, by):
        """End the roles and return True, or show why that is refused."""
        data = self.cleaned_data
        successor = self.colleagues.get(data.get("takes_over"))
        try:
            actions.end_all(self.roles, last_day=data["last_day"], takes_over=successor, by=by)
        except ActionRefused as error:
            self.add_error(None, list(error.reasons))
            return False
        return True
