from django.urls import include, path

from esfportal.ui.url_converters import register_choice_converter
from reporting.reports import views
from reporting.reports.attachments import views as attachments
from reporting.reports.duties import views as duties
from reporting.reports.files import KINDS, LANGUAGES
from reporting.reports.life import views as life
from reporting.reports.models import ReportFile
from reporting.reports.oversight import note_views as notes
from reporting.reports.oversight import views as oversight
from reporting.reports.since_last import views as changed
from reporting.reports.texts import views as texts
from reporting.reports.verification import views as evidence

register_choice_converter("report_kind", KINDS)
register_choice_converter("report_audience", [audience.value for audience in ReportFile.RELEASED_TO])
register_choice_converter("report_language", LANGUAGES)

app_name = "reports"

of_a_report = [
    path("", views.detail, name="detail"),
    path("progress/", views.progress, name="progress"),
    path("changes/", views.changes, name="changes"),
    path("since-last/", changed.since_last, name="since_last"),
    path("since-last/people/", changed.people, name="since_last_people"),
    path("submit/", views.submit, name="submit"),
    path("ready/", life.ready, name="ready"),
    path("sign/", life.sign, name="sign"),
    path("reopen/", life.reopen, name="reopen"),
    path("overlap/", life.overlap, name="overlap"),
    path("answer/", life.answer, name="answer"),
    path("beside/", oversight.beside, name="beside"),
    path("versions/<report_audience:audience>/", views.version, name="version"),
    path("downloads/", oversight.downloads_of_report, name="report_downloads"),
    path("notes/add/", notes.add_to_report, name="add_report_note"),
    path("withdraw/", life.withdraw, name="withdraw"),
    path("next-version/", life.next_version, name="next_version"),
    path("delete/", views.delete, name="delete"),
    path("recompute/", views.recompute, name="recompute"),
    path("cancel/", views.cancel, name="cancel"),
    path("retry/", views.retry, name="retry"),
    path("write/", texts.write, name="write"),
    path("write/copy/", texts.copy_texts, name="copy_texts"),
    path("write/<slug:key>/", texts.write_section, name="write_section"),
    path("write/<slug:key>/writing/", texts.writing, name="writing"),
    path("comments/", texts.comments, name="comments"),
    path("comments/<int:pk>/done/", texts.comment_done, name="comment_done"),
    path("attachments/", attachments.attachments, name="attachments"),
    path("attachments/<int:pk>/", attachments.download, name="attachment"),
    path("attachments/<int:pk>/remove/", attachments.remove, name="remove_attachment"),
    path("released/", views.released, name="released"),
    path("files/<report_kind:kind>/<report_language:language>/", views.download, name="download"),
    path("files/csv/en/commas/", views.download_with_commas, name="download_with_commas"),
    path(
        "released/csv/en/commas/",
        views.download_with_commas,
        {"released": True},
        name="download_released_with_commas",
    ),
    path(
        "released/<report_kind:kind>/<report_language:language>/",
        views.download,
        {"released": True},
        name="download_released",
    ),
]
of_its_evidence = [
    path("", evidence.figure, name="evidence"),
    path("<str:code>/", evidence.person, name="evidence_person"),
]
to_hand_in = [
    path("", duties.duties, name="duties"),
    path("add/", duties.add, name="add_duty"),
    path("propose/", duties.propose, name="propose_duties"),
    path("<int:pk>/", duties.change, name="change_duty"),
    path("<int:pk>/remove/", duties.remove, name="remove_duty"),
    path("<int:pk>/report/", views.create_for_duty, name="create_for_duty"),
]
with_notes = [
    path("", notes.notes, name="notes"),
    path("add/", notes.add, name="add_note"),
    path("<int:pk>/", notes.change, name="change_note"),
    path("<int:pk>/remove/", notes.remove, name="remove_note"),
]
of_a_project = [
    path("", views.project_reports, name="list"),
    path("new/", views.create, name="create"),
    path("due/", include(to_hand_in)),
    path("notes/", include(with_notes)),
    path("<uuid:public_id>/", include(of_a_report)),
    path("<uuid:public_id>/evidence/", include(of_its_evidence)),
]
urlpatterns = [
    path("reports/", views.all_reports, name="all"),
    path("reports/expected/", oversight.expected, name="expected"),
    path("reports/expected/csv/", oversight.expected_file, name="expected_file"),
    path("reports/downloads/", oversight.downloads, name="downloads"),
    path("reports/columns/<report_language:language>/", views.csv_columns, name="csv_columns"),
    path("projects/<slug:slug>/reports/", include(of_a_project)),
]
