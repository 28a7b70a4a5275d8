from django.urls import path

from participants.calendars import views

app_name = "calendars"
urlpatterns = [
    path("account/calendar/", views.link, name="link"),
    path("account/calendar/make/", views.make, name="make"),
    path("account/calendar/remove/", views.remove, name="remove"),
    path("calendar/<str:token>/sessions.ics", views.feed, name="feed"),
]
