from django.urls import path

from accounts.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.listed, name="list"),
    path("read/", views.read_all, name="read_all"),
    path("choices/", views.choices, name="choices"),
    path("<int:pk>/", views.opened, name="open"),
    path("<int:pk>/read/", views.read, name="read"),
]
