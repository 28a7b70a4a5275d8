from crispy_forms.layout import Div, Field
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.permissions import NOT_GIVEN_BY_LEADERS
from esfportal.ui.form_layouts import PortalHelper
from esfportal.ui.formats import date_text, moment
from esfportal.ui.plain_text import isolated
from projects.team.models import TeamAnswer


class ReviewForm(RowVersionForm):
    CHOICES = (
        (TeamAnswer.Decision.RIGHT, _("Still right")),
        (TeamAnswer.Decision.ENDED, _("End the role today")),
    )

    def __init__(self, *args, review_rows, by, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        questioned = [row.membership for row in review_rows if row.answer is None]
        self.rows = (questioned, [row.answer for row in review_rows if row.answer])
        self.questions = {f"membership-{m.pk}": m for m in questioned}
        for name, membership in self.questions.items():
            may_end = membership.role not in NOT_GIVEN_BY_LEADERS or membership.user_id == by.pk
            self.fields[name] = forms.ChoiceField(
                label=_question_label(membership),
                help_text=_question_help(membership, may_end=may_end),
                choices=self.CHOICES if may_end else self.CHOICES[:1],
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
    return f"{isolated(membership.user)}, {membership.get_role_display()}, {part}"


def _question_help(membership, *, may_end):
    sentences = [membership.reason] if membership.reason else []
    if membership.ends_on:
        sentences.append(gettext("Until %(day)s.") % {"day": date_text(membership.ends_on)})
    sentences.append(_last_sign_in(membership.user))
    if not may_end:
        sentences.append(gettext("If it is not, ask an administrator or the funder's organisation to end it"))
    return " ".join(f"{text.rstrip('.')}." for text in sentences)


def _last_sign_in(user):
    if user.last_login is None:
        return gettext("Has never signed in.")
    return gettext("Last sign-in %(moment)s.") % {"moment": moment(user.last_login)}
