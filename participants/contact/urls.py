from django.urls import path

from participants.contact import views

app_name = "contact"

urlpatterns = [
    path("projects/<slug:slug>/participants/<uuid:public_id>/contact/", views.details, name="details"),
]
