from django.urls import include, path

from projects.team.views import invitations, organisation, team

app_name = "team"

of_a_project = [
    path("", team.team, name="team"),
    path("review/", team.review, name="team_review"),
    path("invite/", team.invite, name="invite"),
    path("leader/", team.invite_leader, name="invite_leader"),
    path("<int:pk>/", team.change, name="member"),
    path("<int:pk>/end/", team.end, name="end_membership"),
    path("invitations/<int:pk>/send/", team.send_again, name="send_invitation"),
    path("invitations/<int:pk>/withdraw/", team.withdraw, name="withdraw_invitation"),
]
of_an_organisation = [
    path("", organisation.organisation, name="organisation"),
    path("invite/", organisation.invite, name="invite_officer"),
    path("give/", organisation.give, name="give_officer"),
    path("roles/<int:pk>/end/", organisation.end, name="end_officer"),
    path("roles/<int:pk>/responsible/", organisation.make_responsible, name="make_responsible"),
    path("colleagues/<int:pk>/end/", organisation.remove, name="remove_officer"),
    path("invitations/<int:pk>/send/", organisation.send_again, name="send_officer_invitation"),
    path("invitations/<int:pk>/withdraw/", organisation.withdraw, name="withdraw_officer_invitation"),
]
urlpatterns = [
    path("organisation/", include(of_an_organisation)),
    path("projects/<slug:slug>/responsible/", organisation.take_responsibility, name="take_responsibility"),
    path("projects/<slug:slug>/team/", include(of_a_project)),
    path("invitation/", invitations.invitation, name="invitation"),
    path("invitation/<str:token>/", invitations.link, name="invitation_link"),
]
