from django.urls import include, path

from reporting.statistics.scb_template import views

app_name = "scb_template"


def _pages(prefix=""):
    return [
        path("", views.template, name=f"{prefix}template"),
        path("upload/", views.upload, name=f"{prefix}upload"),
        path("draft/", views.draft, name=f"{prefix}draft"),
        path("draft/rows/", views.rows, name=f"{prefix}rows"),
        path("draft/use/", views.use, name=f"{prefix}use"),
        path("change/", views.change, name=f"{prefix}change"),
        path("version-<int:version>.xlsx", views.stored, name=f"{prefix}stored"),
        path("end/", views.end, name=f"{prefix}end"),
    ]


urlpatterns = [
    path("projects/<slug:slug>/monthly-files/template/", include(_pages())),
    path("projects/<slug:slug>/monthly-files/<int:year>/<int:month>/scb.xlsx", views.month_file, name="file"),
    path("programme/scb-templates/", views.periods, name="periods"),
    path("programme/scb-templates/<str:period>/", include(_pages("period_"))),
]
