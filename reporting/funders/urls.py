from django.urls import path

from reporting.funders import views

app_name = "funders"

urlpatterns = [
    path("funders/", views.start, name="start"),
    path("funders/seen/", views.seen, name="seen"),
    path("funders/projects/", views.projects, name="projects"),
    path("funders/projects/columns/", views.keep_columns, name="keep_columns"),
    path("funders/projects.csv", views.csv_file, name="csv"),
    path("funders/projects.xlsx", views.xlsx_file, name="xlsx"),
]
