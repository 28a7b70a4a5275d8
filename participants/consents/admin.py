"""Texts of information and consents in the administration: a changed text is a new version."""

from django import forms
from django.contrib import admin
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.admin import PortalModelAdmin, site
from accounts.audit.versioned_admin import VersionedModelForm
from esfportal.ui.form_layouts import DateField
from participants.consents.models import PrivacyText, Subject, TextLanguage


class PrivacyTextForm(VersionedModelForm):
    valid_from = DateField(
        label=_("Used from"), help_text=_("Participants who are told from this day on get this version.")
    )

    class Meta:
        model = PrivacyText
        fields = ["subject", "language", "valid_from", "heading", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 20})}


class PrivacyTextAdmin(PortalModelAdmin):
    form = PrivacyTextForm
    list_display = ["shown_heading", "subject", "language", "version", "valid_from", "created_by"]
    list_filter = ["subject", "language"]
    list_select_related = ["created_by"]

    def has_change_permission(self, request, obj=None):
        return False

    def get_fields(self, request, obj=None):
        shown = ["subject", "language", "version", "valid_from", "shown_heading", "shown_body"]
        return shown if obj else self.form._meta.fields

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj) if obj else ()

    # In the text's own language, which may be another than that of the page.
    @admin.display(description=_("heading"), ordering="heading")
    def shown_heading(self, text):
        return format_html('<bdi lang="{}">{}</bdi>', text.language, text.heading)

    @admin.display(description=_("text"))
    def shown_body(self, text):
        return format_html('<div lang="{}" dir="auto">{}</div>', text.language, linebreaksbr(text.body))

    def get_changeform_initial_data(self, request):
        # The address names a subject and a language: their last version is what one begins with.
        initial = super().get_changeform_initial_data(request)
        subject, language = initial.get("subject", ""), initial.get("language", "")
        if subject not in Subject.values or language not in TextLanguage.values:
            return initial
        last = PrivacyText.objects.filter(subject=subject, language=language).first()
        return {**initial, "heading": last.heading, "body": last.body} if last else initial

    def save_model(self, request, obj, form, change):
        # Locked, so that two administrators do not save the same number.
        versions = PrivacyText.objects.filter(subject=obj.subject, language=obj.language)
        list(versions.select_for_update(of=("self",)))
        obj.version = PrivacyText.objects.latest_version(obj.subject, obj.language) + 1
        obj.created_by = request.user
        super().save_model(request, obj, form, change)


site.register(PrivacyText, PrivacyTextAdmin)
