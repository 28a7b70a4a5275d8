"""Included by participants.urls under projects/<slug>/participants/import/."""

from django.urls import path, register_converter

from participants.importing import views
from participants.importing.empty_file import NAMES


class KindConverter:
    regex = "participants|outcomes"

    def to_python(self, value):
        return value

    to_url = to_python


class LanguageConverter(KindConverter):
    regex = "|".join(sorted({language for _kind, language in NAMES}))


register_converter(KindConverter, "import_kind")
register_converter(LanguageConverter, "import_language")

urlpatterns = [
    path("", views.choose, {"kind": "participants"}, name="import_participants"),
    path("outcomes/", views.choose, {"kind": "outcomes"}, name="import_outcomes"),
    path("template/<import_kind:kind>/<import_language:language>/", views.template, name="import_template"),
    path("<uuid:pk>/", views.review, name="import_review"),
    path("<uuid:pk>/confirm/", views.confirm, name="import_confirm"),
    path("<uuid:pk>/discard/", views.discard, name="import_discard"),
]
