from django.urls import path

from reporting.comparisons import views

app_name = "comparisons"

urlpatterns = [
    path("projects/<slug:slug>/targets/comparison/", views.results, name="results"),
    path("projects/<slug:slug>/targets/comparison/pdf/", views.results_pdf, name="results_pdf"),
]
