from django.urls import include, path

from reporting.claims import views

app_name = "claims"

in_project = [
    path("", views.claims, name="list"),
    path("new/", views.add, name="add"),
    path("<int:number>/", views.claim, name="claim"),
    path("<int:number>/period/", views.change, name="change"),
    path("<int:number>/steps/<slug:step>/", views.step, name="step"),
    path("<int:number>/lines.csv", views.csv_file, name="csv"),
    path("<int:number>/lines.xlsx", views.xlsx_file, name="xlsx"),
]

urlpatterns = [path("projects/<slug:slug>/money/claims/", include(in_project))]
