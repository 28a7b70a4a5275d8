from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.audit.versions import VersionedForm
from accounts.permissions import OVERSIGHT_ROLES, Role
from esfportal.ui.form_layouts import DateField, Pair, PortalHelper, Section
from esfportal.ui.plain_text import isolated
from projects.models import PART_FIELDS
from projects.team import memberships
from projects.team.forms import grantable_parts
from projects.team.handover import colleagues_of, work_of
from projects.team.membership_actions import end_membership
from projects.team.memberships import ActionRefused
from projects.team.models import Invitation, Membership

NOBODY = "nobody"


class GrantForm(forms.ModelForm):
    """The base of the forms for invitations and memberships."""

    part = forms.ChoiceField(
        label=_("Part"), required=False, help_text=_("The people whom the user sees and works with.")
    )
    starts_on = DateField(label=_("From"))
    ends_on = DateField(
        label=_("To"), required=False, help_text=_("The last day; empty: until further notice.")
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("part", "ends_on"):  # by the role, so they are not marked as optional
            self.fields[name].is_sometimes_required = True
        self.fields["part"].choices = grantable_parts.part_choices(by, self.instance.project)
        self.fields["part"].initial = grantable_parts.part_key(self.instance)

    def clean(self):
        data = super().clean()
        if "part" in data:
            grantable_parts.set_part(self.instance, data["part"])
            self.instance.role = self._role()
            if memberships.lacks_part(self.instance):
                self.add_error("part", memberships.PART_IS_REQUIRED)
        return data

    def _role(self):
        return self.cleaned_data.get("role") or self.instance.role

    def run_action(self, action, **options):
        """Run the action and return True, or show why it refuses."""
        try:
            action(self.instance, **options)
        except ActionRefused as error:
            self.add_error(None, list(error.reasons))
            return False
        return True


class InviteForm(GrantForm):
    # None is chosen beforehand: a role must not be given by a forgotten field.
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, help_text=_("The link is sent here and works once.")
    )

    class Meta:
        model = Invitation
        fields = ["email", "language", "role", "starts_on", "ends_on"]
        labels = {"language": _("The language of the e-mail")}

    def __init__(self, *args, by, cancel_url, **kwargs):
        super().__init__(*args, by=by, **kwargs)
        self.fields["role"].choices = grantable_parts.role_choices()
        if self.data.get("role") in OVERSIGHT_ROLES:
            self.fields["role"].error_messages["invalid_choice"] = memberships.GIVEN_BY_FUNDERS
        self.helper = PortalHelper(
            Section(_("Who"), "email", "language"),
            Section(_("What"), "role", "part"),
            Section(_("When"), Pair("starts_on", "ends_on")),
            submit=_("Send the invitation"),
            cancel_url=cancel_url,
        )

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class InviteLeaderForm(forms.ModelForm):
    """Invite a leader of the whole project."""

    email = InviteForm.base_fields["email"]
    starts_on = DateField(label=_("From"))
    run_action = GrantForm.run_action
    clean_email = InviteForm.clean_email

    class Meta:
        model = Invitation
        fields = ["email", "language", "starts_on"]
        labels = InviteForm.Meta.labels

    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.role = Role.PROJECT_LEADER
        self.helper = PortalHelper(
            "email", "language", "starts_on", submit=_("Send the invitation"), cancel_url=cancel_url
        )


class MemberForm(VersionedForm, GrantForm):
    class Meta:
        model = Membership
        fields = ["starts_on", "ends_on"]

    def __init__(self, *args, by, cancel_url, **kwargs):
        super().__init__(*args, by=by, **kwargs)
        self.helper = PortalHelper(
            "part", Pair("starts_on", "ends_on"), submit=_("Save the changes"), cancel_url=cancel_url
        )

    @property
    def changed_columns(self):
        changed = set(self.changed_data)
        if "part" in changed:  # one form field for three foreign keys
            changed = (changed - {"part"}) | set(PART_FIELDS)
        return changed


class EndForm(RowVersionForm):
    """Ask for the last day of a role, and who takes over what a case worker leaves."""

    last_day = DateField(
        label=_("Last day"),
        offers_today=True,
        help_text=_("Today ends the role at once: the user loses it at the next click."),
    )
    takes_over = forms.ChoiceField(label=_("Who takes over?"), widget=forms.RadioSelect)

    def __init__(self, *args, membership, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.membership, self.rows = membership, (membership,)
        self.work = work_of(membership) if membership.role == Role.CASE_WORKER else []
        self.colleagues = {str(user.pk): user for user in colleagues_of(membership)}
        self.fields["takes_over"].choices = [
            *((pk, isolated(user)) for pk, user in self.colleagues.items()),
            (NOBODY, _("Nobody: what is left stays without a case worker")),
        ]
        self.fields["takes_over"].help_text = _(
            "What is left: %(work)s. What the colleague's role does not include stays closed to them."
        ) % {"work": "; ".join(self.work)}
        if not self.work:
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
        """End the role and return the membership, or show why that is refused."""
        data = self.cleaned_data
        successor = self.colleagues.get(data.get("takes_over"))
        try:
            return end_membership(self.membership, last_day=data["last_day"], takes_over=successor, by=by)
        except ActionRefused as error:
            self.add_error(None, list(error.reasons))
            return None
