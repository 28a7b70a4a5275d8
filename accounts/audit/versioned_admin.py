"""Forms of the administration: another's change since they were shown is asked about, field by field (ADR 54)."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.audit.versions import VersionedForm, history_of, latest_event, locked_for_change, shown_digests
from esfportal.security import kept_forms
from esfportal.ui.formats import moment
from esfportal.ui.plain_text import isolated


class VersionedModelForm(VersionedForm, forms.ModelForm):
    """The form about the object of a page."""


class VersionedRowForm(VersionedModelForm):
    """The form about one of the rows under that object."""

    unversioned = (*VersionedForm.unversioned, "id", "DELETE")

    def full_clean(self) -> None:
        # A formset reads the errors of its forms before it asks whether they are valid.
        self._take_chosen_values()
        super().full_clean()

    def _key(self, name: str) -> str:
        # By the row: its number on the page changes when a row before it is removed.
        return f"{self.instance._meta.model_name}-{self.instance.pk}-{name}"

    def _label(self, name: str) -> str:
        return (
            f"{capfirst(self.instance._meta.verbose_name)} {isolated(self.instance)}: {super()._label(name)}"
        )


class VersionedRowFormSet(forms.BaseInlineFormSet):
    """The rows under an object; those that have been removed since the page was shown are taken out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.removed = self._take_out_removed() if self.is_bound and not self.save_as_new else []

    def clean(self) -> None:
        super().clean()
        if self.removed:
            raise ValidationError([self._removal_text(key) for key in self.removed])
        # Django does not ask the forms of rows that are to be removed whether they are valid.
        if any(form.cleaned_data.get("DELETE") and form.differences for form in self.forms):
            raise ValidationError(_("A row that you remove was changed after you opened the form."))

    def _take_out_removed(self) -> list[str]:
        """Take the rows that are not there any more out of what was sent; return their keys."""
        counts = [f"{self.prefix}-TOTAL_FORMS", f"{self.prefix}-INITIAL_FORMS"]
        try:
            total, initial = (int(self.data[name]) for name in counts)
        except (KeyError, ValueError):
            return []  # Django explains it
        stored = {str(row.pk) for row in self.get_queryset()}
        sent = [self.data.get(f"{self.prefix}-{n}-id", "") for n in range(min(initial, self.absolute_max))]
        gone = [number for number, key in enumerate(sent) if key and key not in stored]
        if gone:
            self._renumber(gone)
            self.data[counts[0]], self.data[counts[1]] = total - len(gone), initial - len(gone)
        return [sent[number] for number in gone]

    def _renumber(self, gone: list[int]) -> None:
        name_of_field = re.compile(rf"{re.escape(self.prefix)}-([0-9]{{1,4}})-(.+)")
        found = [match for name in self.data if (match := name_of_field.fullmatch(name))]
        values = [(int(match[1]), match[2], self.data.pop(match[0])) for match in found]
        for number, name, value in values:
            if number not in gone:
                place = number - sum(each < number for each in gone)
                self.data.setlist(f"{self.prefix}-{place}-{name}", value)

    def _removal_text(self, key: str) -> str:
        event = None
        if (history := history_of(self.model)) and re.fullmatch("[0-9]{1,18}", key):
            events = history._base_manager.filter(**{self.model._meta.pk.attname: key})
            event = latest_event(events.filter(**{self.fk.attname: self.instance.pk}))
        what = capfirst(self.model._meta.verbose_name)
        if event is None or event.pgh_actor is None:
            return _("%(what)s: a row has ended or was removed after you opened the form.") % {"what": what}
        about = {"what": what, "who": isolated(event.pgh_actor), "when": moment(event.pgh_created_at)}
        return _("%(what)s: %(who)s ended or removed a row after you opened the form, %(when)s.") % about


class VersionedInline(admin.StackedInline):
    """Rows under an object, locked until they are saved."""

    form = VersionedRowForm
    formset = VersionedRowFormSet

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        found = super().get_queryset(request)
        return found.select_for_update(no_key=True, of=("self",)) if request.method == "POST" else found


class VersionedAdmin(admin.ModelAdmin):
    """The base class of the portal's administration."""

    form = VersionedModelForm
    change_form_template = "admin/versioned_change_form.html"

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        get = super().get_object
        found = get(request, object_id, from_field)
        if found is None or not self.has_change_permission(request, found):
            return found
        return locked_for_change(request, lambda: get(request, object_id, from_field))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        form, inlines = context["adminform"].form, context["inline_admin_formsets"]
        is_restored = kept_forms.restore(request, form)
        if is_restored:
            for inline in inlines:
                inline.formset = _filled_in(inline.formset, form.data)
        kept = {"is_restored": is_restored, "owner": kept_forms.owner_token(request, form)}
        context["kept_html"] = render_to_string("components/kept_form.html", kept)
        rows = [row for inline in inlines for row in inline.formset.forms]
        context["version_html"] = _version_html([form, *rows])
        return super().render_change_form(request, context, **kwargs)


def _filled_in(formset: Any, data: QueryDict) -> Any:
    """Return the formset with what was typed into it before the session was lost; it is never saved."""
    about = {"instance": formset.instance, "prefix": formset.prefix, "queryset": formset.queryset}
    return type(formset)(data.copy(), **about)


def _version_html(shown: Iterable[VersionedForm]) -> str:
    """Return the hidden version of all forms of a page, after the choices when there are differences."""
    stored = [form for form in shown if not form.is_new()]
    if not stored:
        return ""
    different = [form for form in stored if form.differences]
    instances = [form.instance for form in different if isinstance(form, VersionedModelForm)]
    context = {
        "form": {"version": ",".join(form.version for form in stored)},
        "differences": [difference for form in different for difference in form.differences],
        "change": latest_event(*instances),
        "has_version": any(form.is_bound and shown_digests(form.data) for form in different),
    }
    return render_to_string("components/form_version.html", context)
