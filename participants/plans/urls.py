"""URLs of a participant's plan; none contains a name or a number."""

from django.urls import include, path

from participants.plans import views

app_name = "plans"

person = [
    path("plan/", views.plan, name="plan"),
    path("plan/edit/", views.edit, name="edit"),
    path("plan/signed/", views.sign, name="sign"),
    path("plan/paper/", views.paper, name="paper"),
    path("plan/steps/new/", views.add_step, name="add_step"),
    path("plan/steps/<int:pk>/", views.step, name="step"),
]

urlpatterns = [path("projects/<slug:slug>/participants/<uuid:public_id>/", include(person))]
