from django.urls import path

from reporting.cohorts import views

app_name = "cohorts"

urlpatterns = [
    path("projects/<slug:slug>/targets/cohorts/", views.from_entry, name="from_entry"),
    path("projects/<slug:slug>/targets/cohorts/pdf/", views.from_entry_pdf, name="from_entry_pdf"),
]
