from django.urls import include, path

from participants.week_sheets import tutor_views, views

app_name = "week_sheets"

of_person = [
    path("", views.person, name="person"),
    path("<int:activity>/<int:year>/<int:week>/", views.sheet, name="sheet"),
    path("<int:pk>/link/", views.link, name="link"),
    path("<int:pk>/scan/", views.scan, name="scan"),
    path("<int:pk>/<slug:step>/", views.step, name="step"),
]

urlpatterns = [
    path("week-sheet/", tutor_views.tutor, name="tutor"),
    path("week-sheet/confirm/", tutor_views.tutor_confirm, name="tutor_confirm"),
    path("week-sheet/<str:token>/", tutor_views.opened, name="opened"),
    path("projects/<slug:slug>/activities/<int:pk>/week-sheets/", views.this_week, name="this_week"),
    path(
        "projects/<slug:slug>/activities/<int:pk>/week-sheets/<int:year>/<int:week>/",
        views.week,
        name="week",
    ),
    path("projects/<slug:slug>/participants/<uuid:public_id>/week-sheets/", include(of_person)),
]
