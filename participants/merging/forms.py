from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from esfportal.ui.form_layouts import PortalHelper
from esfportal.ui.formats import date_text
from participants.merging.records import FIRST, SECOND
from participants.merging.undoing import proof_field
from participants.register.forms.identity import ReasonField
from participants.register.pages.search import MAX_LENGTH, parse_search

UNOFFERED = _("Choose one of the two.")


class PickForm(forms.Form):
    """The search for the other record, by POST: neither a name nor a number is in the URL."""

    q = forms.CharField(label=_("Name, birth date or personal identity number"), max_length=MAX_LENGTH)

    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper("q", submit=_("Search"), cancel_url=cancel_url, autocomplete="off")

    def clean_q(self):
        term = parse_search(self.cleaned_data["q"])
        if term is None or term.error:
            raise forms.ValidationError(term.error if term else _("Write something to search for."))
        return term


class MergeForm(RowVersionForm):
    """A choice for each value that differs, and the reason."""

    reason = ReasonField()

    def __init__(self, *args, choices, rows, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.names = [choice.name for choice in choices]
        for choice in choices:
            self.fields[choice.name] = forms.ChoiceField(
                label=choice.label,
                choices=choice.options,
                initial=choice.default,
                widget=forms.RadioSelect,
                error_messages={"required": UNOFFERED, "invalid_choice": UNOFFERED},
            )
        self.helper = PortalHelper(
            *self.names,
            "reason",
            submit=_("Merge the records"),
            cancel_url=cancel_url,
            mark_optional=False,
        )

    def values(self):
        given = self.cleaned_data
        return {"chosen": {name: given[name] for name in self.names}, "reason": given["reason"]}


class UndoForm(RowVersionForm):
    carry_to = forms.ChoiceField(
        label=_("What was recorded since goes to"), widget=forms.RadioSelect, required=False
    )
    accepts_loss = forms.BooleanField(
        label=_("The changes are not carried over. I have noted them."), required=False
    )
    reason = ReasonField()

    def __init__(self, *args, later, texts, rows, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.fields["carry_to"].choices = list(zip((FIRST, SECOND), texts, strict=True))
        if not later.is_carried:
            del self.fields["carry_to"]
        if not later.changes:
            del self.fields["accepts_loss"]
        self.unclear = {proof_field(proof): proof for proof in later.proof.unclear}
        for name, proof in self.unclear.items():
            about = {"kind": capfirst(proof.get_kind_display()), "day": date_text(proof.dated_on)}
            self.fields[name] = forms.ChoiceField(
                label=_("Proof: %(kind)s of %(day)s is about") % about,
                choices=zip((FIRST, SECOND), texts, strict=True),
                widget=forms.RadioSelect,
                error_messages={"required": UNOFFERED, "invalid_choice": UNOFFERED},
            )
        reason = self.fields.pop("reason")
        self.fields["reason"] = reason  # last
        self.helper = PortalHelper(
            *self.fields, submit=_("Undo the merge"), cancel_url=cancel_url, mark_optional=False
        )

    def values(self):
        given = dict(self.cleaned_data)
        proof_to = {proof.pk: given.pop(name) for name, proof in self.unclear.items()}
        return {**given, "proof_to": proof_to}
