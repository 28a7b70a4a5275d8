"""URLs of My day, and of the forms that are opened from it."""

from django.urls import path

from participants.casework import views

app_name = "casework"

urlpatterns = [
    path("my-day/", views.day, name="day"),
    path("my-day/next/", views.next_form, name="next"),
    path("my-day/done/", views.done, name="done"),
    path("my-day/handed/<uuid:batch>/", views.handed, name="handed"),
    path("my-day/handed/<uuid:batch>/accept/", views.accept, name="accept"),
    path("my-day/handed/<uuid:batch>/decline/", views.decline, name="decline"),
    path("my-day/handed/<uuid:batch>/withdraw/", views.withdraw, name="withdraw"),
    path("my-day/moves/<uuid:batch>/", views.move_here, name="move_here"),
    path("my-day/moves/<uuid:batch>/decline/", views.decline_move, name="decline_move"),
    path("projects/<slug:slug>/casework/", views.workers, name="workers"),
    path("projects/<slug:slug>/casework/absence/<int:worker>/", views.absence, name="absence"),
    path("projects/<slug:slug>/casework/covers/<int:pk>/end/", views.end_cover, name="end_cover"),
    path("projects/<slug:slug>/casework/hand-over/", views.caseload, name="caseload"),
    path("projects/<slug:slug>/casework/move/<int:worker>/", views.move, name="move"),
    path("projects/<slug:slug>/participants/<uuid:public_id>/hand-over/", views.hand_over, name="hand_over"),
    path("projects/<slug:slug>/participants/<uuid:public_id>/missing/", views.missing, name="missing"),
    path(
        "projects/<slug:slug>/participants/<uuid:public_id>/put-off/<slug:kind>/<int:subject>/",
        views.put_off,
        name="put_off",
    ),
    path(
        "projects/<slug:slug>/participants/<uuid:public_id>/take-up/<slug:kind>/<int:subject>/",
        views.take_up,
        name="take_up",
    ),
]
