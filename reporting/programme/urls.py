from django.urls import path

from reporting.programme import views

app_name = "programme"

urlpatterns = [
    path("programme/", views.figures, name="figures"),
    path("programme/csv/", views.sums_csv, name="sums_csv"),
    path("programme/projects/csv/", views.projects_csv, name="projects_csv"),
]
