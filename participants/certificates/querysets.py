from calendar import monthrange

from django.db.models import Exists, OuterRef, Q

from participants.attendance.models import Attendance
from participants.attendance.querysets import AboutPeopleQuerySet
from participants.certificates.states import NOT_IN_FORCE, Method, Step
from participants.register.models import Spell

OPEN, WITHOUT_SCAN = "open", "without_scan"


class CertificateQuerySet(AboutPeopleQuerySet):
    def in_force(self):
        return self.exclude(state__in=NOT_IN_FORCE)

    def without_scan(self):
        """Return certificates that were confirmed on paper, and have no scan of it."""
        from participants.certificates.models import CertificateEvent

        on_paper = CertificateEvent.objects.filter(
            certificate=OuterRef("pk"), step=Step.CONFIRM, method=Method.PAPER
        )
        lacking = Q(scan__isnull=True) | Q(scan__withdrawn_at__isnull=False)
        return self.filter(lacking, Exists(on_paper))

    def of_records(self, keys):
        """Return certificates of the participations, and of records that were merged into them."""
        return self.filter(Q(participation__in=keys) | Q(participation__merged_into__in=keys))


def people_in(people, month, shown=""):
    """Return those of the people who have attendance or a certificate in the month; `shown`: a state, or one above."""
    from participants.certificates.models import Certificate

    days = {"session__held_on__year": month.year, "session__held_on__month": month.month}
    present = Attendance.objects.filter(_of_outer(), **days)
    certified = Certificate.objects.filter(_of_outer(), month=month)
    people = people.filter(Exists(present) | Exists(certified))
    in_force = certified.in_force()
    if shown == OPEN:
        return people.filter(~Exists(in_force))
    if shown == WITHOUT_SCAN:
        return people.filter(Exists(in_force.without_scan()))
    return people.filter(Exists(in_force.filter(state=shown))) if shown else people


def in_part(people, month, **parts):
    """Return those of the people with a period in the parts, `municipality` and `intervention`, during the month."""
    last = month.replace(day=monthrange(month.year, month.month)[1])
    spells = Spell.objects.filter(participation=OuterRef("pk"), entry_date__lte=last, **parts)
    return people.filter(Exists(spells.filter(Q(exit_date__isnull=True) | Q(exit_date__gte=month))))


def _of_outer():
    return Q(participation=OuterRef("pk")) | Q(participation__merged_into=OuterRef("pk"))


def locked_months(participations, first, last):
    """Return {(key of a participation, first day of a month)} of the months that are closed."""
    from participants.certificates.models import Certificate

    records = {each.pk: each.merged_into_id or each.pk for each in participations}
    found = Certificate.objects.in_force().of_records(records.values()).filter(month__range=(first, last))
    months = {}
    for record, month in found.with_record().values_list("record", "month"):
        months.setdefault(record, set()).add(month)
    return {(key, month) for key, record in records.items() for month in months.get(record, ())}
