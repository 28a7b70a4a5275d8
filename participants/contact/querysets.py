from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from participants.register.choices import Protection
from participants.register.models import Spell

# Of a record that was merged, the record that took its place.
RECORD = Coalesce("participation__merged_into", "participation")
PERSON = "participation__person", "participation__merged_into__person"


class ContactDetailsQuerySet(models.QuerySet):
    KEPT_AFTER_EXIT = timedelta(days=365)  # what is asked six months after leaving may be answered late
    KEPT_WHEN_VOIDED = timedelta(days=30)

    def of_records(self, keys):
        return self.filter(participation__in=keys).order_by("-recorded_at", "-pk")

    def in_project(self, project):
        return self.filter(project=project)

    def wanting_email(self, keys):
        rows = self.filter(channel="email").annotate(record=RECORD).filter(record__in=list(keys))
        return rows.values_list("record", flat=True)

    def not_needed(self):
        last_day = timezone.localdate() - self.KEPT_AFTER_EXIT
        recent = Spell.objects.filter(
            Q(exit_date__isnull=True) | Q(exit_date__gte=last_day), participation=OuterRef("record")
        )
        voided = Q(
            participation__merged_into__isnull=True,
            participation__voided_at__lt=timezone.now() - self.KEPT_WHEN_VOIDED,
        )
        protected = ~Q(**{f"{PERSON[0]}__protection": Protection.NONE}) | Q(
            participation__merged_into__isnull=False
        ) & ~Q(**{f"{PERSON[1]}__protection": Protection.NONE})
        return self.annotate(record=RECORD).filter(~Exists(recent) | voided | protected)


class MessageQuerySet(models.QuerySet):
    DAY, KEPT_FOR = timedelta(days=1), timedelta(days=90)

    def waiting(self):
        return self.filter(sent_at__isnull=True, dropped_at__isnull=True, waits_until__gt=timezone.now())

    def with_code(self, kind, browser_hash):
        asked = self.filter(kind=kind, browser_hash=browser_hash, code_expires_at__gt=timezone.now())
        return asked.filter(tries__lt=self.model.TRIES).order_by("-pk")

    def count_try(self, pk):
        return bool(self.filter(pk=pk, tries__lt=self.model.TRIES).update(tries=F("tries") + 1))

    def end_codes(self):
        ended = {"code_hash": "", "code_expires_at": timezone.now()}
        return self.update(**ended, address_encrypted=None, address_key_version=None)

    def old(self):
        return self.filter(asked_at__lt=timezone.now() - self.KEPT_FOR)

    def with_old_address(self):
        return self.filter(address_key_version__isnull=False, waits_until__lt=timezone.now() - self.DAY)
