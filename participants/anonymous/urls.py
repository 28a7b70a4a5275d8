from django.urls import include, path

from participants.anonymous import views

app_name = "anonymous"

in_project = [
    path("", views.count_list, name="list"),
    path("add/", views.add, name="add"),
    path("<int:pk>/", views.correct, name="correct"),
]

urlpatterns = [path("projects/<slug:slug>/anonymous/", include(in_project))]
