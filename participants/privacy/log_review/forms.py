from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.models import AccessLogEntry
from esfportal.ui.form_layouts import DateField, FilterForm, PortalHelper
from participants.privacy.log_review import access, unusual_days
from participants.privacy.log_review import findings as lists

NOT_LISTED = "not_listed"


class OverseerFilter(FilterForm):
    """Filters for access log entries without people, of some `projects` or of all (None)."""

    finding_choices = ("many", "outside")

    show = forms.ChoiceField(label=_("Which entries"), required=False)
    actor = forms.ChoiceField(label=_("Who"), required=False)
    kind = forms.ChoiceField(
        label=_("What"),
        choices=[("", _("All")), (NOT_LISTED, _("all except lists")), *AccessLogEntry.Kind.choices],
        required=False,
    )
    since = DateField(label=_("From"), required=False)
    until = DateField(label=_("To"), required=False)

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        people = access.possible_readers(projects).order_by("full_name")
        self.fields["actor"].choices = [("", _("All")), *((str(each.pk), each.full_name) for each in people)]
        self.fields["show"].choices = [
            ("", _("All")),
            *((name, lists.LABELS[name]) for name in self.finding_choices),
        ]

    def filter(self, entries):
        return self._of_kind(self._narrowed(entries), self.values.get("kind")).order_by("-pk")

    def _narrowed(self, entries):
        chosen = self.values
        # Unusual days are those of the chosen period.
        entries = self._by_finding(entries.between(chosen.get("since"), chosen.get("until")), chosen)
        if actor := chosen.get("actor"):
            entries = entries.filter(actor=actor)
        return entries

    def _of_kind(self, entries, kind):
        if kind == NOT_LISTED:
            return entries.exclude(kind=AccessLogEntry.Kind.LISTED)
        return entries.filter(kind=kind) if kind else entries

    def _by_finding(self, entries, chosen):
        match chosen.get("show"):
            case "many":
                return unusual_days.on_unusual_days(entries)
            case "outside":
                return entries.outside_hours()
            case "protected":
                return lists.of_protected(entries, self.project)
            case "surname":
                return lists.of_own_surname(entries, self.project)
            case "staff":
                return lists.of_staff(entries, self.project)
        return entries


class _ProjectFilter(OverseerFilter):
    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, projects=[project], **kwargs)
        self.project = project


class LogFilter(_ProjectFilter):
    finding_choices = tuple(lists.LABELS)


class ReadersFilter(_ProjectFilter):
    finding_choices = ("outside",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All except lists")), *AccessLogEntry.Kind.choices]

    def _of_kind(self, entries, kind):
        return super()._of_kind(entries, kind or NOT_LISTED)

    def lists(self, entries):
        # What filter() left out, for the summary.
        narrowed = self._narrowed(entries)
        return (
            narrowed.none() if self.values.get("kind") else narrowed.filter(kind=AccessLogEntry.Kind.LISTED)
        )


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("What was done"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example whom you asked, and what came of it. Name no participant."),
        error_messages={"required": _("Write what was done.")},
    )

    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper("text", submit=_("Save the note"), cancel_url=cancel_url)


class SignOffForm(RowVersionForm):
    note = forms.CharField(
        label=_("What you looked at, and what you found"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Name no participant. What you write can't be changed afterwards."),
        error_messages={"required": _("Write what you looked at, even if nothing stood out.")},
    )

    def __init__(self, *args, review, sign_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (review, review.notes.all())
        self.helper = PortalHelper(submit=_("Sign the month off"))
        self.helper.form_action = sign_url
