from django.urls import include, path

from esfportal.files.table_files import CONTENT_TYPES
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
    *(
        path(f"programme/{kind}/", views.sums_file, {"kind": kind}, name=f"sums_{kind}")
        for kind in CONTENT_TYPES
    ),
    *(
        path(f"programme/projects/{kind}/", views.projects_file, {"kind": kind}, name=f"projects_{kind}")
        for kind in CONTENT_TYPES
    ),
    path("programme/cut-offs/", cutoffs.cutoffs, name="cutoffs"),
    path("programme/cut-offs/<uuid:pk>/", include(of_a_cutoff)),
]
