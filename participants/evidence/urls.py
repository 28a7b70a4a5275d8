"""URLs of proof: of a project, and of one participant."""

from django.urls import include, path

from participants.evidence import views
from participants.evidence.disposal import views as disposal_views

app_name = "evidence"

person = [
    path("", views.person, name="person"),
    path("new/", views.add, name="add"),
    path("<int:pk>/file/", views.download, name="download"),
    path("<int:pk>/more/", views.more, name="more"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("facts/<int:pk>/review/", views.review, name="review"),
]

retention = [
    path("", disposal_views.retention, name="retention"),
    path("propose/", disposal_views.propose_retention, name="propose_retention"),
    path("confirm/", disposal_views.confirm_retention, name="confirm_retention"),
    path("hold/", disposal_views.hold_retention, name="hold_retention"),
]

urlpatterns = [
    path("projects/<slug:slug>/proof/", views.project_list, name="list"),
    path("projects/<slug:slug>/proof/requirements/", views.requirements, name="requirements"),
    path("projects/<slug:slug>/proof/retention/", include(retention)),
    path("projects/<slug:slug>/participants/<uuid:public_id>/proof/", include(person)),
]
