"""The weekly e-mail about My day: how much waits, and nothing about a person."""

import logging
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation

from accounts.database_access import system_scope, user_scope
from accounts.models import User
from accounts.notifications.actions import channels_of
from accounts.notifications.emails import compose_email, portal_address, send_to
from accounts.notifications.kinds import Channel
from accounts.permissions import Role
from participants.casework.caseload import MINE, people_of
from participants.casework.models import WeeklyMail
from participants.casework.notifications import WEEKLY
from participants.casework.worklist import read_waiting
from projects.team.models import Membership

logger = logging.getLogger(__name__)
TEMPLATE = "participants/casework/emails/weekly.txt"


def send_weekly(today=None):
    """Send this week's e-mail once to each case worker who wants it and has something that waits."""
    today = today or timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    for user in _readers(monday):
        try:
            _send(user, monday, today)
        except OSError:  # not logged: the mail server's message may contain the address
            logger.error("The weekly e-mail of user %s could not be sent.", user.pk)


@system_scope()
def _readers(monday):
    members = Membership.objects.in_force().filter(role=Role.CASE_WORKER)
    workers = User.objects.filter(is_active=True, pk__in=members.values("user"))
    new = workers.exclude(pk__in=WeeklyMail.objects.values("user"))
    WeeklyMail.objects.bulk_create([WeeklyMail(user=user) for user in new], ignore_conflicts=True)
    due = list(workers.exclude(weekly_mail__sent_for__gte=monday).order_by("pk"))
    channels = channels_of([user.pk for user in due], WEEKLY)
    return [user for user in due if channels[user.pk] == Channel.WEEKLY]


@system_scope()
def _send(user, monday, today):
    # Locked, so that two tasks at once send one e-mail. When sending fails, the row is rolled back.
    due = WeeklyMail.objects.select_for_update().filter(user=user)
    mail = due.exclude(sent_for__gte=monday).first()
    if mail is None:
        return
    mail.sent_for = monday
    mail.save(update_fields=["sent_for"])
    with user_scope(user):
        waiting = read_waiting(people_of(user, MINE), user=user, today=today)
    counts = {}
    for row in waiting:
        if not row.put_off_until:
            counts[row.kind] = counts.get(row.kind, 0) + 1
    if counts:
        write_mail(user, counts)


def write_mail(user, counts):
    """Send the user the number of rows of each kind of work."""
    with translation.override(user.language):
        counted = [(kind.label, count) for kind, count in counts.items()]
        link = portal_address(reverse("casework:day"))
        send_to(user, compose_email(TEMPLATE, {"counts": counted, "link": link}))
