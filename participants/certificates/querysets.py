from django.db.models import Q

from participants.attendance.querysets import AboutPeopleQuerySet
from participants.certificates.states import NOT_IN_FORCE


class CertificateQuerySet(AboutPeopleQuerySet):
    def in_force(self):
        return self.exclude(state__in=NOT_IN_FORCE)

    def of_records(self, keys):
        """Return certificates of the participations, and of records that were merged into them."""
        return self.filter(Q(participation__in=keys) | Q(participation__merged_into__in=keys))


def locked_months(participations, first, last):
    """Return {(key of a participation, first day of a month)} of the months that are closed."""
    from participants.certificates.models import Certificate

    records = {each.pk: each.merged_into_id or each.pk for each in participations}
    found = Certificate.objects.in_force().of_records(records.values()).filter(month__range=(first, last))
    months = {}
    for record, month in found.with_record().values_list("record", "month"):
        months.setdefault(record, set()).add(month)
    return {(key, month) for key, record in records.items() for month in months.get(record, ())}
