from django.urls import include, path

from projects.team.views import invitations, team

app_name = "team"

of_a_project = [
    path("", team.team, name="team"),
    path("review/", team.review, name="team_review"),
    path("invite/", team.invite, name="invite"),
    path("<int:pk>/", team.change, name="member"),
    path("<int:pk>/end/", team.end, name="end_membership"),
    path("invitations/<int:pk>/send/", team.send_again, name="send_invitation"),
    path("invitations/<int:pk>/withdraw/", team.withdraw, name="withdraw_invitation"),
]
urlpatterns = [
    path("projects/<slug:slug>/team/", include(of_a_project)),
    path("invitation/", invitations.invitation, name="invitation"),
    path("invitation/<str:token>/", invitations.link, name="invitation_link"),
]
