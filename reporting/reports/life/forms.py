from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from esfportal.ui.form_layouts import DateField, PortalHelper, Section, Short, ShowWhen
from participants.register.forms.fields import ReasonField
from participants.register.identity import numbers
from reporting.reports.life.states import Step
from reporting.reports.models import ON_TEXT, ReportSection

PROPOSED_TIME = timedelta(days=14)
LONGEST_COMMENT = 4000


class CommentField(forms.CharField):
    def __init__(self, **kwargs):
        rows = forms.Textarea(attrs={"rows": 3})
        super().__init__(**{"max_length": LONGEST_COMMENT, "required": False, "widget": rows, **kwargs})

    def clean(self, value):
        text = super().clean(value)
        if numbers.are_in(text):
            raise forms.ValidationError(
                _("The text has a personal identity number. Remove it."), code="number"
            )
        return text


class OverlapReasonField(ReasonField):
    def __init__(self, **kwargs):
        options = {
            "label": _("Why the same days are reported again"),
            "help_text": _(
                "The funders read the reason in the report. They can compare the reports, so more numbers are "
                "hidden in the later one. Write no names and no numbers."
            ),
        }
        super().__init__(**options | kwargs)


class OverlapForm(RowVersionForm):
    """Why a draft has days that a submitted report of its kind has, too."""

    overlap_reason = OverlapReasonField()

    def __init__(self, *args, report, **kwargs):
        kwargs.setdefault("initial", {"overlap_reason": report.overlap_reason})
        super().__init__(*args, **kwargs)
        self.rows = (report,)
        self.helper = PortalHelper(
            "overlap_reason", submit=_("Save the reason"), cancel_url=report.get_absolute_url()
        )


class ReopenForm(RowVersionForm):
    """Why a report that is ready or signed is taken back to draft."""

    comment = CommentField(label=_("Reason"), help_text=_("What has to be changed before it is signed."))

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (report,)
        self.fields["comment"].required = True
        self.helper = PortalHelper(
            "comment", submit=_("Take it back to draft"), cancel_url=report.get_absolute_url()
        )


class AnswerForm(RowVersionForm):
    """The funder's answer to a submitted report."""

    step = forms.ChoiceField(
        label=_("Answer"),
        choices=[
            (Step.APPROVE, _("Approve the report")),
            (Step.RETURN, _("Return it for completion")),
        ],
        widget=forms.RadioSelect,
    )
    due_on = DateField(
        label=_("New due day"),
        help_text=_("The day until which the next version is to be handed in."),
        required=False,
    )

    def __init__(self, *args, report, texts=(), **kwargs):
        """texts: what is written in the report, as {key of the section: heading}."""
        kwargs.setdefault("initial", {"due_on": timezone.localdate() + PROPOSED_TIME})
        super().__init__(*args, **kwargs)
        self.rows = (report,)
        on_texts = {f"{ON_TEXT}{key}": heading for key, heading in dict(texts).items()}
        on_figures = {section.value: section.label for section in ReportSection}
        self.comment_names = [*on_figures, *on_texts]
        for name, label in (on_figures | on_texts).items():
            self.fields[name] = CommentField(label=label)
        whole, *on_figures = on_figures
        self.helper = PortalHelper(
            "step",
            ShowWhen("step", Step.RETURN.value, Short("due_on")),
            Section(_("Comments by section"), whole),
            *([Section(_("On what is written"), *on_texts)] if on_texts else []),
            Section(_("On the figures"), *on_figures),
            submit=_("Send the answer"),
            cancel_url=report.get_absolute_url(),
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("step") == Step.RETURN:
            self._clean_return(cleaned.get("due_on"))
        return cleaned

    def _clean_return(self, due_on):
        if due_on is None and "due_on" not in self.errors:
            self.add_error("due_on", _("Choose a day."))
        elif due_on and due_on < timezone.localdate():
            self.add_error("due_on", _("Choose a day that has not passed."))
        if not self.comments() and not self.errors:
            self.add_error(
                ReportSection.WHOLE.value, _("Write at least one comment, so that the leader knows why.")
            )

    def comments(self):
        texts = {name: self.cleaned_data.get(name) for name in self.comment_names}
        return {name: text for name, text in texts.items() if text}
