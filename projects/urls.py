from django.urls import include, path, register_converter

from projects.kinds import KindConverter
from projects.team import views as team
from projects.views import editing, invitations, pages

register_converter(KindConverter, "project_rows")

app_name = "projects"

of_a_project = [
    path("", pages.detail, name="detail"),
    path("about/", pages.about, name="about"),
    path("targets/", pages.targets, name="targets"),
    path("interventions/", pages.interventions, name="interventions"),
    path("interventions/<slug:code>/", pages.intervention, name="intervention"),
    path("partners/", pages.partners, name="partners"),
    path("money/", pages.money, name="money"),
    path("money/<int:pk>/book/", editing.book, name="book"),
    path("team/", team.team, name="team"),
    path("team/review/", team.review, name="team_review"),
    path("team/invite/", team.invite, name="invite"),
    path("team/<int:pk>/", team.change, name="member"),
    path("team/<int:pk>/end/", team.end, name="end_membership"),
    path("team/invitations/<int:pk>/send/", team.send_again, name="send_invitation"),
    path("team/invitations/<int:pk>/withdraw/", team.withdraw, name="withdraw_invitation"),
    path("changes/", pages.changes, name="changes"),
    path("edit/", editing.edit_facts, name="edit"),
    path("edit/texts/", editing.edit_texts, name="edit_texts"),
    path("edit/<project_rows:kind>/add/", editing.add_row, name="add_row"),
    path("edit/<project_rows:kind>/<int:pk>/", editing.change_row, name="change_row"),
    path("edit/<project_rows:kind>/<int:pk>/remove/", editing.remove_row, name="remove_row"),
]
urlpatterns = [
    path("projects/", pages.project_list, name="list"),
    path("projects/<slug:slug>/", include(of_a_project)),
    path("p/<slug:slug>/", pages.public, name="public"),
    path("invitation/", invitations.invitation, name="invitation"),
    path("invitation/<str:token>/", invitations.link, name="invitation_link"),
]
