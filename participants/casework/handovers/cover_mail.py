"""E-mail to a cover: it names no person."""

from django.urls import reverse

from accounts.database_access import system_scope
from accounts.notifications.emails import portal_address
from participants.casework.models import AbsenceCover
from projects.team.emails import send_email

TEMPLATE = "participants/casework/emails/cover.txt"


def tell_cover(cover_pk):
    with system_scope():
        cover = AbsenceCover.objects.select_related("cover_worker", "project").get(pk=cover_pk)
        send_email(
            cover.cover_worker.email,
            cover.cover_worker.language,
            TEMPLATE,
            cover.project,
            {"link": portal_address(reverse("casework:day"))},
        )
