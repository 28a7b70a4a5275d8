from django.urls import path

from reporting.cohorts import views

app_name = "cohorts"

urlpatterns = [path("projects/<slug:slug>/targets/from-entry/", views.from_entry, name="from_entry")]
