"""Forms of proof: what a project requires, a new proof, its review."""

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.audit.versions import VersionedForm
from esfportal.files.fields import UploadField
from esfportal.security.single_use import SingleUseForm
from esfportal.ui.form_layouts import (
    DateField,
    FilterForm,
    Pair,
    PortalHelper,
    Section,
    Short,
    ShowWhen,
    TextField,
)
from participants.evidence.choices import (
    KINDS_FOR_FACTS,
    Fact,
    FactState,
    ItemState,
    ProofKind,
    Rejection,
    Requirement,
    Reviewer,
)
from participants.evidence.models import LONGEST_TEXT, MOST_REQUIRED, ProofRequirement
from participants.register.forms.fields import ReasonField

FILE, SEEN = "file", "seen"
SCAN = _("Scan of the signed paper")
IN_FUTURE = _("The date is in the future.")


def _capitalised(choices):
    return [(each.value, capfirst(each.label)) for each in choices]


class RequirementsForm(VersionedForm):
    """The requirements of a project for every fact."""

    def __init__(self, *args, project, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        for fact, rule in ProofRequirement.of(project).items():
            self.fields |= _requirement_fields(fact)
            self.initial |= {f"{fact}_{name}": value for name, value in rule._asdict().items()}
        sections = [
            Section(
                capfirst(fact.label),
                Pair(f"{fact}_quantity", f"{fact}_reviewer"),
                Div(f"{fact}_kinds", css_class="choices-in-columns"),
                f"{fact}_is_file_kept",
            )
            for fact in Fact
        ]
        self.helper = PortalHelper(*sections, submit=_("Save"), cancel_url=cancel_url, mark_optional=False)

    def clean(self):
        for fact in Fact:
            if self.cleaned_data.get(f"{fact}_quantity") and not self.cleaned_data.get(f"{fact}_kinds"):
                self.add_error(f"{fact}_kinds", gettext("Choose which proof counts."))

    def values(self):
        return {
            fact: Requirement(*(self._value(fact, name) for name in Requirement._fields)) for fact in Fact
        }

    def _value(self, fact, name):
        value = self.cleaned_data[f"{fact}_{name}"]
        return tuple(kind for kind in ProofKind if kind in value) if name == "kinds" else value


def _requirement_fields(fact):
    numbers = [(0, _("No proof is needed")), *((n, str(n)) for n in range(1, MOST_REQUIRED + 1))]
    about = capfirst(fact.label)
    return {
        f"{fact}_quantity": forms.TypedChoiceField(
            label=format_lazy("{}: {}", about, _("number needed")), choices=numbers, coerce=int
        ),
        f"{fact}_kinds": forms.MultipleChoiceField(
            label=format_lazy("{}: {}", about, _("proof that counts")),
            choices=_capitalised(KINDS_FOR_FACTS),
            widget=forms.CheckboxSelectMultiple,
            required=False,
        ),
        f"{fact}_reviewer": forms.ChoiceField(
            label=format_lazy("{}: {}", about, _("reviewed by")), choices=_capitalised(Reviewer)
        ),
        f"{fact}_is_file_kept": forms.BooleanField(
            label=format_lazy("{}: {}", about, _("the file is kept")),
            required=False,
            help_text=_("If not, the file is removed when it has been reviewed. Earlier files stay."),
        ),
    }


class FactsForm(forms.Form):
    """The facts of a participant that a proof is for."""

    facts = forms.MultipleChoiceField(
        label=_("What it proves"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One paper can prove several."),
        error_messages={"required": _("Choose what it proves.")},
    )
    is_accepted = forms.BooleanField(
        label=_("I have reviewed it: accept it now"),
        required=False,
        help_text=_("Leave it empty where the project asks for another reviewer."),
    )

    def offer(self, rows, project):
        self.offered = {row.key: row.fact for row in rows}
        self.fields["facts"].choices = [(row.key, row.text) for row in rows]
        if len(rows) == 1:
            self.initial.setdefault("facts", [*self.offered])
        self.requirements = ProofRequirement.of(project)

    @property
    def chosen(self):
        return [self.offered[key] for key in self.cleaned_data["facts"]]

    def check_kind(self, kind):
        """Refuse a kind that the project does not count for one of the chosen facts."""
        for fact in self.chosen if "facts" in self.cleaned_data else ():
            counts = self.requirements[fact.fact].kinds
            if kind and kind not in counts:
                text = gettext("%(kind)s does not count for %(fact)s. The project counts: %(kinds)s.") % {
                    "kind": capfirst(ProofKind(kind).label),
                    "fact": fact.fact.label,
                    "kinds": ", ".join(str(each.label) for each in counts),
                }
                self.add_error("facts", text)


class ProofForm(SingleUseForm, FactsForm):
    kind = forms.ChoiceField(
        label=_("Kind of proof"),
        choices=[("", _("Choose")), *_capitalised(KINDS_FOR_FACTS)],
        error_messages={"required": _("Choose the kind of proof.")},
    )
    dated_on = DateField(
        label=_("Date of the paper"),
        help_text=_("The day it was written or signed."),
        error_messages={"required": _("State the date of the paper.")},
    )
    how = forms.ChoiceField(
        label=_("How it is kept"),
        choices=[(FILE, _("As a file here")), (SEEN, _("I have seen it, and it is not kept"))],
        widget=forms.RadioSelect,
        initial=FILE,
    )
    file = UploadField(required=False)
    seen_on = DateField(label=_("Seen on"), offers_today=True, required=False)
    document = TextField(
        label=_("Which paper"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("So that it can be found again: from whom, and about what. It is encrypted."),
    )

    def __init__(self, *args, participation, rows, chosen, cancel_url, **kwargs):
        initial = {"facts": [chosen]} if chosen else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.makes = f"proof of {participation.pk}"
        self.offer(rows, participation.project)
        self.helper = PortalHelper(
            "facts",
            "kind",
            Short("dated_on"),
            "how",
            ShowWhen("how", FILE, "file"),
            ShowWhen("how", SEEN, Short("seen_on"), "document"),
            "is_accepted",
            submit=_("Add the proof"),
            cancel_url=cancel_url,
            mark_optional=False,
        )

    def clean(self):
        given, today = self.cleaned_data, timezone.localdate()
        for name in ("dated_on", "seen_on"):
            if given.get(name) and given[name] > today:
                self.add_error(name, IN_FUTURE)
        self.check_kind(given.get("kind"))
        self._check_file_is_kept()
        if given.get("how") == SEEN:
            self._need({"seen_on": _("State the day you saw it."), "document": _("Say which paper it was.")})
            given["file"] = None
        elif given.get("how") == FILE:
            self._need({"file": _("Choose a file.")})
            given |= {"seen_on": None, "document": ""}

    def _check_file_is_kept(self):
        given = self.cleaned_data
        is_reviewed_now = given.get("how") == FILE and given.get("is_accepted") and given.get("facts")
        if is_reviewed_now and ProofRequirement.are_only_seen(self.requirements, self.chosen):
            self.add_error("how", gettext("The project keeps no file of this. State that you have seen it."))

    def _need(self, texts):
        for name, text in texts.items():
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, text)

    def values(self):
        return {name: self.cleaned_data[name] for name in ("kind", "dated_on", "file", "seen_on", "document")}


class MoreFactsForm(RowVersionForm, FactsForm):
    def __init__(self, *args, proof, project, rows, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.proof = proof
        self.offer(rows, project)
        self.helper = PortalHelper(
            "facts", "is_accepted", submit=_("Use it for these"), cancel_url=cancel_url, mark_optional=False
        )
        self.rows = (proof, proof.items.all())

    def clean(self):
        self.check_kind(self.proof.kind)


class ReviewForm(RowVersionForm):
    state = forms.ChoiceField(
        label=_("Review"),
        choices=[(ItemState.ACCEPTED, _("Accept")), (ItemState.REJECTED, _("Reject"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it is accepted.")},
    )
    rejection = forms.ChoiceField(
        label=_("Why it is rejected"), choices=[("", _("Choose")), *_capitalised(Rejection)], required=False
    )
    note = TextField(
        label=_("In words"), max_length=LONGEST_TEXT, required=False, help_text=_("What is needed instead.")
    )

    def __init__(self, *args, item, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (item, item.proof)
        self.helper = PortalHelper(
            "state",
            ShowWhen("state", ItemState.REJECTED, "rejection", "note"),
            submit=_("Save the review"),
            cancel_url=cancel_url,
            mark_optional=False,
        )

    def clean(self):
        given = self.cleaned_data
        if given.get("state") == ItemState.REJECTED and not given.get("rejection"):
            self.add_error("rejection", gettext("Say why the proof is rejected."))
        if given.get("rejection") == Rejection.OTHER and not given.get("note"):
            self.add_error("note", gettext("Say in a few words why."))


class WithdrawalForm(RowVersionForm):
    reason = ReasonField()

    def __init__(self, *args, proof, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (proof, proof.items.all())
        self.helper = PortalHelper("reason", submit=_("Withdraw the proof"), cancel_url=cancel_url)


class ScanForm(RowVersionForm):
    """The scan of a signed paper; `row` has what it says."""

    file = UploadField(label=SCAN)

    def __init__(self, *args, row, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (row,)
        self.helper = PortalHelper("file", submit=_("Add the scan"), cancel_url=cancel_url)


class ProofFilter(FilterForm):
    """Filter of a project's list, by the state of the proof."""

    SHOWN = (FactState.MISSING, FactState.REJECTED, FactState.WAITING)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            (FactState.MISSING.value, _("Results without proof")),
            (FactState.REJECTED.value, _("Rejected proof")),
            (FactState.WAITING.value, _("Proof to review")),
        ],
    )

    @property
    def shown(self):
        return FactState(self.values.get("show", FactState.MISSING))


class ChosenFactForm(forms.Form):
    """The query of the page for a new proof: the fact that is chosen first."""

    fact = forms.CharField(required=False, max_length=80)
    instead_of = forms.IntegerField(required=False, min_value=1)  # a rejected item, whose fact is chosen

    @classmethod
    def of(cls, request):
        form = cls(request.GET)
        return form.cleaned_data if form.is_valid() else {"fact": "", "instead_of": None}
