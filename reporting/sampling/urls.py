from django.urls import include, path

from reporting.sampling import views

app_name = "sampling"

in_project = [
    path("", views.samples, name="list"),
    path("lists/<slug:list_key>/", views.draw, name="draw"),
    path("lists/<slug:list_key>/items.csv", views.list_csv, name="list_csv"),
    path("lists/<slug:list_key>/items.xlsx", views.list_xlsx, name="list_xlsx"),
    path("<int:pk>/", views.sample, name="sample"),
    path("<int:pk>/items/<int:position>/", views.item, name="item"),
    path("<int:pk>/items/<int:position>/check/", views.check, name="check"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/sample.csv", views.sample_csv, name="csv"),
    path("<int:pk>/sample.xlsx", views.sample_xlsx, name="xlsx"),
]

urlpatterns = [path("projects/<slug:slug>/samples/", include(in_project))]
