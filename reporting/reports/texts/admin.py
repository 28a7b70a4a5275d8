"""Templates of reports in the administration: what is saved is always a new version."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.admin import PortalModelAdmin, site
from accounts.audit.versioned_admin import (
    VersionedInline,
    VersionedModelForm,
    VersionedRowForm,
    VersionedRowFormSet,
)
from esfportal.ui.form_layouts import DateField
from reporting.reports.models import ReportTemplate, TemplateSection


class TemplateForm(VersionedModelForm):
    based_on = None  # the version that was opened, None for a new template
    active_from = DateField(
        label=_("Used from"), help_text=_("Reports that are begun from this day on get this version.")
    )

    class Meta:
        model = ReportTemplate
        fields = ["programme_period", "kind", "active_from", "wording"]

    def clean(self):
        cleaned = super().clean()
        period, kind = cleaned.get("programme_period"), cleaned.get("kind")
        if not (period and kind):
            return cleaned
        # Locked until the version is saved, so that two administrators do not save the same number.
        versions = ReportTemplate.objects.filter(programme_period=period, kind=kind).order_by("-version")
        latest = versions.select_for_update(of=("self",)).first()
        old = self.based_on
        if old is None and latest is not None:
            raise forms.ValidationError(
                _("There is a template for this kind already: open it and change it.")
            )
        if old is not None and (old.programme_period, old.kind) != (period, kind):
            raise forms.ValidationError(_("The programme period and the kind of a template stay the same."))
        if old is not None and latest.pk != old.pk:
            raise forms.ValidationError(
                _("Another version has been saved since: open it, and make your changes there.")
            )
        return cleaned


class SectionFormSet(VersionedRowFormSet):
    def clean(self):
        super().clean()
        kept = [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
        ]
        if not kept:
            raise forms.ValidationError(_("A template needs at least one section."))


class SectionForm(VersionedRowForm):
    class Meta:
        model = TemplateSection
        fields = [
            *("order", "key", "heading_sv", "heading_en", "help_sv", "help_en"),
            *("answer", "is_required", "max_length", "figures"),
        ]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("help_sv", "help_en")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for language in ("sv", "en"):
            for name in ("heading", "help"):
                self.fields[f"{name}_{language}"].widget.attrs["lang"] = language


class SectionInline(VersionedInline):
    model = TemplateSection
    form = SectionForm
    formset = SectionFormSet
    fields = [
        *(("order", "key"), ("heading_sv", "heading_en"), ("help_sv", "help_en")),
        ("answer", "is_required", "max_length", "figures"),
    ]
    extra = 1

    def has_view_permission(self, request, obj=None):
        return True

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class ReportTemplateAdmin(PortalModelAdmin):
    form = TemplateForm
    inlines = [SectionInline]
    list_display = [
        "kind",
        "programme_period",
        "version",
        "active_from",
        "wording",
        "created_at",
        "created_by",
    ]
    list_display_links = ["kind"]
    list_filter = ["programme_period", "kind"]
    list_select_related = ["created_by"]
    save_as = True
    save_as_continue = False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        context = {
            "subtitle": _("Saving makes a new version. Reports that are begun keep the one that they have."),
            # One button: what is saved is never the version that was opened.
            "show_save_as_new": False,
            "show_save_and_continue": False,
            "show_save_and_add_another": False,
        }
        if request.method == "POST" and object_id is not None:
            request.POST = request.POST.copy()
            request.POST["_saveasnew"] = "1"
        request.opened_template = object_id
        return super().changeform_view(request, object_id, form_url, context | (extra_context or {}))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        opened = getattr(request, "opened_template", None)
        form.based_on = self.get_object(request, opened) if opened else None
        return form

    def save_model(self, request, obj, form, change):
        obj.version = ReportTemplate.objects.latest_version(obj.programme_period, obj.kind) + 1
        obj.created_by = request.user
        super().save_model(request, obj, form, change)


site.register(ReportTemplate, ReportTemplateAdmin)
