from django.urls import include, path

from participants.surveys.views import respondents, surveys

app_name = "surveys"

in_project = [
    path("", surveys.survey_list, name="list"),
    path("add/", surveys.add, name="add"),
    path("<int:pk>/", surveys.survey, name="survey"),
    path("<int:pk>/change/", surveys.change, name="change"),
    path("<int:pk>/open/", surveys.open_it, name="open"),
    path("<int:pk>/close/", surveys.close_it, name="close"),
    path("<int:pk>/questions/add/", surveys.add_question, name="add_question"),
    path("<int:pk>/questions/<int:question>/remove/", surveys.remove_question, name="remove_question"),
    path("<int:pk>/file/<slug:kind>/", surveys.results_file, name="file"),
    path("<int:pk>/invite/", surveys.invite, name="invite"),
    path("<int:pk>/mail/", surveys.mail, name="mail"),
    path("<int:pk>/device/", surveys.device_link, name="device_link"),
]

urlpatterns = [
    path("projects/<slug:slug>/surveys/", include(in_project)),
    path("projects/<slug:slug>/participants/<uuid:public_id>/surveys/", surveys.person, name="person"),
    path(
        "projects/<slug:slug>/participants/<uuid:public_id>/surveys/<int:pk>/",
        surveys.person_link,
        name="person_link",
    ),
    path(
        "projects/<slug:slug>/participants/<uuid:public_id>/surveys/contacted/<int:pk>/",
        surveys.contacted,
        name="contacted",
    ),
    path("survey/device/", respondents.on_device, name="on_device"),
    path("survey/device/thanks/", respondents.device_thanks, name="device_thanks"),
    path("survey/device/<str:token>/", respondents.begin, name="begin"),
    path("survey/<str:token>/", respondents.answer, name="answer"),
    path("survey/<str:token>/thanks/", respondents.thanks, name="thanks"),
]
