from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.notifications.kinds import KINDS, Channel

SENT_FOR = timedelta(days=7)  # an older event is in the list, and no news
READ_KEPT_FOR, KEPT_FOR = timedelta(days=90), timedelta(days=365)


class NotificationQuerySet(QuerySet):
    def visible_to(self, user, day=None):
        return self.filter(user=user).reachable(day).of_known_kinds()

    def of_known_kinds(self):
        return self.filter(kind__in=[kind.key for kind in KINDS])

    def reachable(self, day=None):
        """Filter notifications whose user has a role in the project on the day (default today)."""
        memberships = self.model._meta.get_field("user").related_model._meta.get_field("memberships")
        held = memberships.related_model.objects.in_force(day).filter(user=OuterRef("user"))
        held = held.filter(Q(project=OuterRef("project")) | Q(project__isnull=True)).order_by()
        return self.filter(Q(project__isnull=True) | Exists(held))

    def unread(self):
        return self.filter(read_at__isnull=True)

    def unread_first(self):
        return self.order_by(F("read_at").desc(nulls_first=True), "-created_at", "-pk")

    def to_email(self, channel, now=None):
        since = (now or timezone.now()) - SENT_FOR
        waiting = self.filter(channel=channel, emailed_at__isnull=True, created_at__gte=since)
        waiting = waiting.filter(user__is_active=True).reachable().of_known_kinds()
        return waiting.unread() if channel == Channel.DIGEST else waiting

    def old(self, now=None):
        now = now or timezone.now()
        return self.filter(Q(read_at__lt=now - READ_KEPT_FOR) | Q(created_at__lt=now - KEPT_FOR))
