from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from esfportal.files import uploads
from esfportal.files.kinds import SUFFIXES, FileRefused


def _kinds_text() -> str:
    return gettext("PDF, PNG, JPEG, HEIC, DOCX or XLSX, at most %(limit)s MB.") % {
        "limit": settings.UPLOAD_LIMIT
    }


class UploadField(forms.FileField):
    """A file that is checked together with the form; the cleaned file has its FileKind as `kind`."""

    def __init__(self, **kwargs: Any) -> None:
        suffixes = ",".join(suffix for each in SUFFIXES.values() for suffix in each) + ",.heic,.heif"
        options = {
            "label": _("File"),
            "help_text": lazy(_kinds_text, str)(),
            "error_messages": {"required": _("Choose a file."), "empty": uploads.EMPTY},
            "widget": forms.FileInput(attrs={"accept": suffixes}),
        }
        super().__init__(**options | kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return file
        try:
            return uploads.check(file)
        except FileRefused as error:
            raise forms.ValidationError(error.reason, code="refused") from None
