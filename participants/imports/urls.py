from django.urls import include, path

from esfportal.ui.url_converters import register_choice_converter
from participants.imports import views
from participants.imports.attendance_lists import views as attendance
from participants.imports.headings import views as headings
from participants.imports.marking import views as marking
from participants.imports.mending import views as mending
from participants.imports.reading.template_file import NAMES
from participants.imports.results import views as results
from participants.imports.review import views as review
from participants.imports.undoing import views as undoing

register_choice_converter("import_kind", ["participants", "outcomes", "attendance", "employers", "bookings"])
register_choice_converter("import_language", sorted({language for _kind, language in NAMES}))

app_name = "imports"

of_a_project = [
    path("", views.choose, {"kind": "participants"}, name="import_participants"),
    path("outcomes/", views.choose, {"kind": "outcomes"}, name="import_outcomes"),
    path("attendance/", views.choose, {"kind": "attendance"}, name="import_attendance"),
    path("employers/", views.choose, {"kind": "employers"}, name="import_employers"),
    path("bookings/", views.choose, {"kind": "bookings"}, name="import_bookings"),
    path("template/<import_kind:kind>/<import_language:language>/", views.template, name="import_template"),
    path(
        "template/<import_kind:kind>/<import_language:language>/workbook/",
        views.workbook_template,
        name="import_workbook_template",
    ),
    path("history/", views.history, name="import_history"),
    path("<uuid:pk>/", views.review, name="import_review"),
    path("<uuid:pk>/check/", review.check, name="import_check"),
    path("checking/<uuid:pk>/", review.checking, name="import_checking"),
    path("checking/<uuid:pk>/cancel/", review.cancel, name="import_check_cancel"),
    path("<uuid:pk>/people/", views.answer_people, name="import_people"),
    path("<uuid:pk>/headings/", headings.match, name="import_headings"),
    path("<uuid:pk>/heading-row/", headings.choose_row, name="import_heading_row"),
    path("headings/<import_kind:kind>/", headings.forget, name="import_forget_headings"),
    path("<uuid:pk>/confirm/", views.confirm, name="import_confirm"),
    path("<uuid:pk>/correct/", mending.correct, name="import_correct"),
    path("<uuid:pk>/rows/<int:row>/", mending.row, name="import_row"),
    path("<uuid:pk>/take-in/", mending.take_in, name="import_take_in"),
    path("<uuid:pk>/leave-out/", mending.leave_out, name="import_leave_out"),
    path("<uuid:pk>/undo/", mending.undo, name="import_correct_undo"),
    path("<uuid:pk>/undo-all/", mending.undo_all, name="import_correct_undo_all"),
    path("<uuid:pk>/mark/", marking.mark, name="import_mark"),
    path("marked/<uuid:pk>/", marking.marked, name="import_marked"),
    path("marked/<uuid:pk>/file/", marking.marked_file, {"kind": "csv"}, name="import_marked_file"),
    path("marked/<uuid:pk>/workbook/", marking.marked_file, {"kind": "xlsx"}, name="import_marked_workbook"),
    path("<uuid:pk>/left-out/", marking.left_out, name="import_left_out"),
    path("marked/<uuid:pk>/cancel/", marking.cancel, name="import_mark_cancel"),
    path("jobs/<uuid:pk>/", views.job, name="import_job"),
    path("jobs/<uuid:pk>/rows/", results.rows, name="import_rows"),
    path("jobs/<uuid:pk>/rows/csv/", results.rows_csv, name="import_rows_csv"),
    path("jobs/<uuid:pk>/rows/xlsx/", results.rows_xlsx, name="import_rows_xlsx"),
    path("jobs/<uuid:pk>/undo/", undoing.undo, name="import_undo"),
    path("jobs/<uuid:pk>/cancel/", views.cancel, name="import_cancel"),
    path("<uuid:pk>/discard/", views.discard, name="import_discard"),
]
files = "attendance/file/<int:year>/<int:month>/<slug:kind>/"
urlpatterns = [
    path(f"projects/<slug:slug>/activities/{files}", attendance.of_month, name="attendance_of_month"),
    path(
        f"projects/<slug:slug>/activities/<int:pk>/{files}",
        attendance.of_activity,
        name="attendance_of_activity",
    ),
    path("projects/<slug:slug>/participants/import/", include(of_a_project)),
]
