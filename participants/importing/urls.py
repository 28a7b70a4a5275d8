"""Included by participants.urls under projects/<slug>/participants/import/."""

from django.urls import path

from esfportal.url_converters import register_choice_converter
from participants.importing import views
from participants.importing.empty_file import NAMES

register_choice_converter("import_kind", ["participants", "outcomes"])
register_choice_converter("import_language", sorted({language for _kind, language in NAMES}))

urlpatterns = [
    path("", views.choose, {"kind": "participants"}, name="import_participants"),
    path("outcomes/", views.choose, {"kind": "outcomes"}, name="import_outcomes"),
    path("template/<import_kind:kind>/<import_language:language>/", views.template, name="import_template"),
    path("<uuid:pk>/", views.review, name="import_review"),
    path("<uuid:pk>/confirm/", views.confirm, name="import_confirm"),
    path("<uuid:pk>/discard/", views.discard, name="import_discard"),
]
