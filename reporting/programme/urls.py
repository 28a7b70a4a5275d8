from django.urls import include, path

from reporting.programme import views
from reporting.programme.cutoffs import views as cutoffs

app_name = "programme"

of_a_cutoff = [
    path("", cutoffs.cutoff, name="cutoff"),
    path("progress/", cutoffs.progress, name="cutoff_progress"),
    path("confirm/", cutoffs.confirm, name="confirm_cutoff"),
    path("csv/", cutoffs.csv_file, name="cutoff_csv"),
]

urlpatterns = [
    path("programme/", views.figures, name="figures"),
    path("programme/csv/", views.sums_csv, name="sums_csv"),
    path("programme/projects/csv/", views.projects_csv, name="projects_csv"),
    path("programme/cut-offs/", cutoffs.cutoffs, name="cutoffs"),
    path("programme/cut-offs/<uuid:pk>/", include(of_a_cutoff)),
]
