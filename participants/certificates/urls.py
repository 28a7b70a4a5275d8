from django.urls import include, path

from participants.certificates import views

app_name = "certificates"

of_person = [
    path("", views.person, name="person"),
    path("<int:year>/<int:month>/", views.close, name="close"),
    path("<int:pk>/", views.certificate, name="certificate"),
    path("<int:pk>/paper/", views.paper, name="paper"),
    path("<int:pk>/<slug:step>/", views.step, name="step"),
]

urlpatterns = [
    path("projects/<slug:slug>/certificates/", views.last_month, name="last_month"),
    path("projects/<slug:slug>/certificates/<int:year>/<int:month>/", views.month, name="month"),
    path("projects/<slug:slug>/participants/<uuid:public_id>/certificates/", include(of_person)),
]
