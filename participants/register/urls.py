"""URLs of pages about people; none contains a name or a number."""

from django.urls import include, path

from participants.register import views
from participants.register.exports import views as exports
from participants.register.saved_filters import views as saved_filters

app_name = "register"

person = [
    path("", views.detail, name="detail"),
    path("reveal/", views.reveal, name="reveal"),
    path("print/", views.print_view, name="print"),
    path("printed/", views.printed, name="printed"),
    path("edit/", views.edit, name="edit"),
    path("identity/", views.identity, name="identity"),
    path("void/", views.void, name="void"),
    path("restore/", views.restore, name="restore"),
    path("protection/", views.protection, name="protection"),
    path("open/", views.open_record, name="open"),
    path("close/", views.close_record, name="close"),
    path("authorised/", views.authorised_workers, name="authorised"),
    path("authorised/<int:pk>/revoke/", views.revoke, name="revoke"),
    path("exit/", views.exit_, name="exit"),
    path("reenter/", views.reenter, name="reenter"),
    path("spells/<int:pk>/", views.spell, name="spell"),
    path("outcomes/new/", views.outcome, name="outcome"),
    path("outcomes/<int:pk>/", views.correct_outcome, name="correct_outcome"),
    path("outcomes/<int:pk>/withdraw/", views.withdraw_outcome, name="withdraw_outcome"),
]

in_project = [
    path("", views.participant_list, name="list"),
    path("columns/", views.choose_columns, name="choose_columns"),
    path("open/", saved_filters.open_list, name="open_list"),
    path("filters/", saved_filters.saved_filters, name="saved_filters"),
    path("filters/new/", saved_filters.save_filter, name="save_filter"),
    path("filters/<int:pk>/", saved_filters.change_filter, name="change_filter"),
    path("filters/<int:pk>/remove/", saved_filters.remove_filter, name="remove_filter"),
    path("export/", exports.export, name="export"),
    path("exports/<uuid:pk>/", exports.exported, name="exported"),
    path("exports/<uuid:pk>/file/", exports.exported_file, name="exported_file"),
    path("exports/<uuid:pk>/cancel/", exports.cancel_export, name="cancel_export"),
    path("exits/", views.bulk_exit, name="bulk_exit"),
    path("register/", views.register, name="register"),
    path("voided/", views.voided, name="voided"),
    path("register/check/", views.check_registration, name="check"),
    path("register/drafts/<uuid:pk>/", views.draft, name="draft"),
    path("register/drafts/<uuid:pk>/discard/", views.discard_draft, name="discard_draft"),
    path("<uuid:public_id>/", include(person)),
]

urlpatterns = [
    path("projects/<slug:slug>/participants/", include(in_project)),
    path("participants/search/", views.search, name="search"),
]
