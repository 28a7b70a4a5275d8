from django.urls import include, path

from reporting.statistics import views

app_name = "statistics"

in_month = [
    path("", views.month, name="month"),
    path("prepare/", views.prepare, name="prepare"),
    path("sent/", views.sent, name="sent"),
    path("rows.csv", views.csv_file, name="csv"),
    path("rows.xlsx", views.xlsx_file, name="xlsx"),
]
in_project = [
    path("", views.months, name="months"),
    path("settings/", views.settings, name="settings"),
    path("<int:year>/<int:month>/", include(in_month)),
]

urlpatterns = [path("projects/<slug:slug>/monthly-files/", include(in_project))]
