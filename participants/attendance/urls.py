from django.urls import include, path

from participants.attendance.views import activities, enrolments, presence, sessions, sums

app_name = "attendance"

in_project = [
    path("", activities.activity_list, name="activities"),
    path("week/", activities.this_week, name="this_week"),
    path("week/<int:year>/<int:week>/", activities.week, name="week"),
    path("add/", activities.add, name="add"),
    path("<int:pk>/hours/", sums.activity_hours, name="hours"),
    path("<int:pk>/", activities.detail, name="activity"),
    path("<int:pk>/edit/", activities.edit, name="edit"),
    path("<int:pk>/remove/", activities.remove, name="remove"),
    path("<int:pk>/participants/", enrolments.participants, name="participants"),
    path("<int:pk>/participants/add/", enrolments.enrol, name="enrol"),
    path("<int:pk>/sessions/", sessions.plan, name="plan"),
    path("sessions/<int:pk>/", sessions.change, name="session"),
    path("<int:pk>/attendance/<int:year>/<int:week>/", presence.week, name="week_record"),
    path("sessions/<int:pk>/attendance/", presence.session, name="record"),
    path("sessions/<int:pk>/cancel/", sessions.cancel, name="cancel"),
    path("sessions/<int:pk>/restore/", sessions.restore, name="restore"),
    path("sessions/<int:pk>/remove/", sessions.remove, name="remove_session"),
]

of_person = [
    path("activities/add/", enrolments.enrol_person, name="enrol_person"),
    path("activities/<int:pk>/", enrolments.enrolment, name="enrolment"),
    path("activities/<int:pk>/remove/", enrolments.remove_enrolment, name="remove_enrolment"),
]

urlpatterns = [
    path("projects/<slug:slug>/activities/", include(in_project)),
    path("projects/<slug:slug>/participants/<uuid:public_id>/", include(of_person)),
]
