from django.urls import path

from reporting.funders import views

app_name = "funders"

urlpatterns = [
    path("funders/", views.start, name="start"),
    path("funders/projects/", views.projects, name="projects"),
    path("funders/projects.csv", views.csv_file, name="csv"),
    path("funders/projects.xlsx", views.xlsx_file, name="xlsx"),
]
