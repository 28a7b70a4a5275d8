from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "participants.privacy"
    verbose_name = _("Privacy")

    def ready(self):
        from accounts.notifications.kinds import KINDS as NOTIFICATIONS
        from participants.casework.kinds import KINDS
        from participants.privacy.extract_requests.notifications import ASKED
        from participants.privacy.extract_requests.work_kinds import EXTRACTS
        from participants.privacy.project_tasks import tasks_context
        from projects.page_context import TASKS

        KINDS.add(EXTRACTS)
        NOTIFICATIONS.add(ASKED)
        TASKS.add(tasks_context)
