from django.urls import include, path

from reporting.hours import views

app_name = "hours"

in_project = [
    path("", views.project_hours, name="project"),
    path("csv/", views.csv_file, name="csv"),
    path("xlsx/", views.xlsx_file, name="xlsx"),
]

urlpatterns = [path("projects/<slug:slug>/hours/", include(in_project))]
