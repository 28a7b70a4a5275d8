from django.urls import include, path

from participants.consents import views

app_name = "consents"

of_person = [
    path("", views.person, name="person"),
    path("<slug:subject>/", views.record, name="record"),
]

in_project = [
    path("", views.texts, name="texts"),
    path("consents/", views.choose, name="choose"),
    path("several/<slug:subject>/", views.record_several, name="record_several"),
    path("<int:pk>/", views.text, name="text"),
]

urlpatterns = [
    path("projects/<slug:slug>/information/", include(in_project)),
    path("projects/<slug:slug>/participants/<uuid:public_id>/consents/", include(of_person)),
]
