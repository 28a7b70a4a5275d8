from django.urls import path

from reporting.forecasts import views

app_name = "forecasts"

urlpatterns = [
    path("projects/<slug:slug>/targets/forecast/", views.targets, name="targets"),
    path("projects/<slug:slug>/targets/forecast/pdf/", views.targets_pdf, name="targets_pdf"),
]
