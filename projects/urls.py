from django.urls import include, path, register_converter

from projects.item_types import ItemTypeConverter
from projects.views import creation, editing, pages

register_converter(ItemTypeConverter, "item_type")

app_name = "projects"

project_urlpatterns = [
    path("", pages.detail, name="detail"),
    path("about/", pages.about, name="about"),
    path("targets/", pages.targets, name="targets"),
    path("interventions/", pages.interventions, name="interventions"),
    path("interventions/<slug:code>/", pages.intervention, name="intervention"),
    path("partners/", pages.partners, name="partners"),
    path("money/", pages.money, name="money"),
    path("money/<int:pk>/book/", editing.book, name="book"),
    path("file/", creation.project_file, name="file"),
    path("changes/", pages.changes, name="changes"),
    path("edit/", editing.edit_facts, name="edit"),
    path("edit/texts/", editing.edit_texts, name="edit_texts"),
    path("edit/<item_type:item_type>/add/", editing.add_item, name="add_row"),
    path("edit/<item_type:item_type>/<int:pk>/", editing.change_item, name="change_row"),
    path("edit/<item_type:item_type>/<int:pk>/remove/", editing.remove_item, name="remove_row"),
]
of_new_projects = [
    path("", creation.create, name="create"),
    path("file/", creation.check_file, name="check_file"),
    path("file/save/", creation.load_file, name="load_file"),
    path("file/example/", creation.example_file, name="example_file"),
]
urlpatterns = [
    path("new-project/", include(of_new_projects)),
    path("projects/", pages.project_list, name="list"),
    path("projects/<slug:slug>/", include(project_urlpatterns)),
]
