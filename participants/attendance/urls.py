from django.urls import include, path

from participants.attendance.views import activities, sessions

app_name = "attendance"

in_project = [
    path("", activities.activity_list, name="activities"),
    path("week/", activities.this_week, name="this_week"),
    path("week/<int:year>/<int:week>/", activities.week, name="week"),
    path("add/", activities.add, name="add"),
    path("<int:pk>/", activities.detail, name="activity"),
    path("<int:pk>/edit/", activities.edit, name="edit"),
    path("<int:pk>/remove/", activities.remove, name="remove"),
    path("<int:pk>/sessions/", sessions.plan, name="plan"),
    path("sessions/<int:pk>/", sessions.change, name="session"),
    path("sessions/<int:pk>/cancel/", sessions.cancel, name="cancel"),
    path("sessions/<int:pk>/restore/", sessions.restore, name="restore"),
    path("sessions/<int:pk>/remove/", sessions.remove, name="remove_session"),
]

urlpatterns = [path("projects/<slug:slug>/activities/", include(in_project))]
