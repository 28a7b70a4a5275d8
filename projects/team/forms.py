from crispy_forms.layout import Div, Field
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Role
from esfportal.ui.form_layouts import DateField, Pair, PortalHelper, Section, ShowWhen
from esfportal.ui.formats import date_text, moment
from projects.models import PART_FIELDS
from projects.team import grantable_parts
from projects.team.memberships import ActionRefused
from projects.team.models import Invitation, Membership, TeamAnswer


class GrantForm(forms.ModelForm):
    """The base of the forms for invitations and memberships."""

    part = forms.ChoiceField(
        label=_("Part"), required=False, help_text=_("The people whom the user sees and works with.")
    )
    starts_on = DateField(label=_("From"))
    ends_on = DateField(
        label=_("To"), required=False, help_text=_("The last day; empty: until further notice.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("For an auditor: what is audited, and who ordered it."),
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = grantable_parts.part_choices(by, self.instance.project)
        self.fields["part"].initial = grantable_parts.part_key(self.instance)

    def clean(self):
        data = super().clean()
        if self._role() == Role.AUDITOR:
            if not data.get("ends_on") and "ends_on" not in self.errors:
                self.add_error("ends_on", _("State the last day of the audit."))
            if not data.get("reason"):
                self.add_error("reason", _("State what is audited, and who ordered it."))
        if "part" in data:
            grantable_parts.set_part(self.instance, data["part"])
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
    role = forms.ChoiceField(label=_("Role"))
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, help_text=_("The link is sent here and works once.")
    )

    class Meta:
        model = Invitation
        fields = ["email", "language", "role", "starts_on", "ends_on", "reason"]
        labels = {"language": _("The language of the e-mail")}

    def __init__(self, *args, by, cancel_url, **kwargs):
        super().__init__(*args, by=by, **kwargs)
        self.fields["role"].choices = grantable_parts.role_choices(by, self.instance.project)
        self.fields["role"].initial = Role.CASE_WORKER
        self.helper = PortalHelper(
            Section(_("Who"), "email", "language"),
            Section(_("What"), "role", ShowWhen("role", "project_leader case_worker", "part")),
            Section(_("When"), Pair("starts_on", "ends_on"), ShowWhen("role", "auditor", "reason")),
            submit=_("Send the invitation"),
            cancel_url=cancel_url,
        )

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class MemberForm(GrantForm):
    class Meta:
        model = Membership
        fields = ["starts_on", "ends_on", "reason"]

    def __init__(self, *args, by, cancel_url, **kwargs):
        super().__init__(*args, by=by, **kwargs)
        is_auditor = self.instance.role == Role.AUDITOR
        if self.instance.role in grantable_parts.ROLES_WITHOUT_PART:
            del self.fields["part"]
        if not is_auditor:
            del self.fields["reason"]
        self.helper = PortalHelper(
            *(["part"] if "part" in self.fields else []),
            Pair("starts_on", "ends_on"),
            *(["reason"] if is_auditor else []),
            submit=_("Save the changes"),
            cancel_url=cancel_url,
        )

    @property
    def changed_columns(self):
        changed = set(self.changed_data)
        if "part" in changed:  # one form field for three foreign keys
            changed = (changed - {"part"}) | set(PART_FIELDS)
        return changed


class ReviewForm(forms.Form):
    CHOICES = ((TeamAnswer.Decision.RIGHT, _("Still right")), (TeamAnswer.Decision.ENDED, _("End the role")))

    def __init__(self, *args, memberships, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = {f"membership-{m.pk}": m for m in memberships}
        for name, membership in self.questions.items():
            self.fields[name] = forms.ChoiceField(
                label=_question_label(membership),
                help_text=_question_help(membership),
                choices=self.CHOICES,
                widget=forms.RadioSelect,
                required=False,
            )
        submit = _("Save the answers") if self.questions else _("Finish the review")
        questions = Div(
            *(Field(name, wrapper_class="field-inline") for name in self.questions), css_class="question-rows"
        )
        self.helper = PortalHelper(questions, submit=submit, cancel_url=cancel_url, mark_optional=False)

    @property
    def answers(self):
        """Return [(membership, decision)] of the answered questions."""
        return [(m, self.cleaned_data[name]) for name, m in self.questions.items() if self.cleaned_data[name]]


def _question_label(membership):
    part = getattr(membership.part, "display_name", membership.part) or gettext("the whole project")
    return f"{membership.user.full_name}, {membership.get_role_display()}, {part}"


def _question_help(membership):
    sentences = [membership.reason] if membership.reason else []
    if membership.ends_on:
        sentences.append(gettext("Until %(day)s.") % {"day": date_text(membership.ends_on)})
    return " ".join([*(f"{text.rstrip('.')}." for text in sentences), _last_sign_in(membership.user)])


def _last_sign_in(user):
    if user.last_login is None:
        return gettext("Has never signed in.")
    return gettext("Last sign-in %(moment)s.") % {"moment": moment(user.last_login)}
