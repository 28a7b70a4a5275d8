from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "participants.certificates"
    verbose_name = _("Certificates of attendance")

    def ready(self):
        from accounts.notifications.kinds import KINDS as NOTIFICATIONS
        from participants.attendance.presence_rules import LOCKED_MONTHS
        from participants.casework.kinds import KINDS
        from participants.certificates.group.jobs import STEPPED
        from participants.certificates.pages import history_source
        from participants.certificates.querysets import locked_months
        from participants.certificates.work_kinds import WORK_KINDS
        from participants.register.pages.page_context import HISTORY

        NOTIFICATIONS.add(STEPPED)
        LOCKED_MONTHS.add(locked_months)
        for kind in WORK_KINDS:
            KINDS.add(kind)
        HISTORY.add(history_source())
