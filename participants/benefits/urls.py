from django.urls import include, path

from participants.benefits import views

app_name = "benefits"

of_person = [
    path("add/", views.add, name="add"),
    path("<int:pk>/", views.period, name="period"),
    path("<int:pk>/remove/", views.remove, name="remove"),
]

urlpatterns = [path("projects/<slug:slug>/participants/<uuid:public_id>/benefits/", include(of_person))]
