from django.urls import include, path

from reporting.cofinancing import views

app_name = "cofinancing"

in_project = [
    path("", views.bookings, name="list"),
    path("<int:year>/<int:month>/", views.book, name="book"),
    path("<int:pk>/", views.booking, name="booking"),
    path("<int:pk>/undo/", views.undo, name="undo"),
    path("<int:pk>/lines/<int:line>/", views.line, name="line"),
    path("<int:pk>/lines/<int:line>/scan/", views.scan, name="scan"),
]

urlpatterns = [path("projects/<slug:slug>/money/hours/", include(in_project))]
