from participants.attendance.models import Attendance
from participants.certificates.participation.summary import summary_of


def read_summary(participation):
    """Return the summary of a participation, with the attendance of records that were merged into it, or None."""
    present = Attendance.objects.of_record(participation).select_related("session__activity")
    return summary_of(participation.spells.values_list("entry_date", "exit_date"), present.order_by("pk"))
