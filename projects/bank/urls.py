from django.urls import path

from projects.bank import feeds, views

# Included twice, for Swedish and under /en/ for English.
app_name = "bank"
urlpatterns = [
    path("project-bank/", views.project_list, name="list"),
    path("project-bank/feed.xml", feeds.new_projects, name="feed"),
    path("p/<slug:slug>/", views.project, name="project"),
]
