from django.urls import include, path, register_converter

from participants.employers import views
from participants.employers.item_types import EmployerItemConverter

register_converter(EmployerItemConverter, "employer_item")

app_name = "employers"

in_project = [
    path("", views.employer_list, name="list"),
    path("file/", views.employers_file, name="file"),
    path("add/", views.add, name="add"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/<employer_item:item_kind>/add/", views.add_item, name="add_item"),
    path("<employer_item:item_kind>/<int:pk>/", views.change_item, name="change_item"),
    path("<employer_item:item_kind>/<int:pk>/remove/", views.remove_item, name="remove_item"),
    path("contacts/<int:pk>/consent/", views.consent, name="consent"),
]

of_person = [
    path("placements/add/", views.place, name="place"),
    path("placements/<int:pk>/", views.placement, name="placement"),
    path("placements/<int:pk>/remove/", views.remove_placement, name="remove_placement"),
    path("outcomes/<int:pk>/employer/", views.outcome_employer, name="outcome_employer"),
]

urlpatterns = [
    path("projects/<slug:slug>/employers/", include(in_project)),
    path("projects/<slug:slug>/participants/<uuid:public_id>/", include(of_person)),
]
