"""Links to the own pages of two participants of the running project: one that waits, and one that was opened."""

from django.db import transaction

from esfportal.demo.data import running_project
from participants.own_page.actions import make_link, sign_in
from participants.own_page.models import OwnPageLink
from participants.register.models import Participation, Protection


@transaction.atomic
def build_own_pages(*, by):
    """Make the links, which no one has kept; a project with links is left unchanged."""
    people = Participation.objects.filter(
        project__slug=running_project.SLUG, person__protection=Protection.NONE, spells__exit_date=None
    )
    people = people.select_related("project", "person").order_by("pk").distinct()
    if OwnPageLink.objects.filter(participation__project__slug=running_project.SLUG).exists():
        return
    waiting, opened = people[:2]
    make_link(waiting, by=by)
    link, _token, code = make_link(opened, by=by)
    sign_in(OwnPageLink.objects.get(pk=link.pk), code=code)  # with the project that a trigger has filled in
