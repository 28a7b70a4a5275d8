from django.urls import include, path

from participants.certificates import views
from participants.certificates.group import views as group
from participants.certificates.participation.views import participation_certificate
from participants.certificates.scans.views import scan

app_name = "certificates"

of_person = [
    path("", views.person, name="person"),
    path("<int:year>/<int:month>/", views.close, name="close"),
    path("participation/", participation_certificate, name="participation"),
    path("<int:pk>/", views.certificate, name="certificate"),
    path("<int:pk>/paper/", views.paper, name="paper"),
    path("<int:pk>/scan/", scan, name="scan"),
    path("<int:pk>/<slug:step>/", views.step, name="step"),
]

of_project = [
    path("", group.last_month, name="last_month"),
    path("<int:year>/<int:month>/", group.month, name="month"),
    path("steps/<uuid:pk>/", group.group_step, name="group_step"),
    path("steps/<uuid:pk>/<int:number>/", group.group_file, name="group_file"),
    path("steps/<uuid:pk>/stop/", group.stop_group_step, name="stop_group_step"),
]

urlpatterns = [
    path("certificates/<int:pk>-<slug:mark>/", views.find, name="find"),
    path("projects/<slug:slug>/certificates/", include(of_project)),
    path("projects/<slug:slug>/participants/<uuid:public_id>/certificates/", include(of_person)),
]
