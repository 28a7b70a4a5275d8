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
    path("measurements/", views.measurements, name="measurements"),
    path("measurements/<slug:code>/<slug:answered_by>/", views.measure, name="measure"),
    path("measurements/<int:pk>/", views.withdraw_measurement, name="withdraw_measurement"),
    path("notes/", views.notes, name="notes"),
    path("notes/new/", views.write_note, name="write_note"),
    path("notes/<int:pk>/withdraw/", views.withdraw_note, name="withdraw_note"),
    path("plan/steps/<int:pk>/", views.step, name="step"),
]

in_project = [
    path("", views.progress, name="progress"),
    path("scales/<slug:code>/", views.choose_scale, name="choose_scale"),
]

urlpatterns = [
    path("projects/<slug:slug>/progress/", include(in_project)),
    path("projects/<slug:slug>/participants/<uuid:public_id>/", include(person)),
]
