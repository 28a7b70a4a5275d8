"""URLs of merging two records of one person."""

from django.urls import path

from participants.merging import views

app_name = "merging"

urlpatterns = [
    path("projects/<slug:slug>/participants/<uuid:public_id>/merge/", views.choose, name="choose"),
    path("projects/<slug:slug>/participants/<uuid:public_id>/merge/<uuid:other>/", views.merge, name="merge"),
    path("projects/<slug:slug>/participants/<uuid:public_id>/undo-merge/", views.undo, name="undo"),
]
