"""E-mails about participants."""

from django.urls import reverse

from accounts.database_access import system_scope, whole_project_access
from accounts.models import User
from participants.register.models import Participation
from projects.models import Project
from projects.team import emails


# The link leads to the page where the level can be raised again.
def send_protection_lowered(user_pk, project_pk, participation_pk, origin):
    user = User.objects.get(pk=user_pk)
    with system_scope():
        project = Project.objects.get(pk=project_pk)
    with whole_project_access(project):
        participation = Participation.objects.in_project(project).get(pk=participation_pk)
    page = reverse("register:protection", args=[project.slug, participation.public_id])
    # Names the reader's own project and a page, but no person.
    template = "participants/register/emails/protection_lowered.txt"
    emails.send_email(user.email, user.language, template, project, {"link": f"{origin}{page}"})
