from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "participants.privacy"
    verbose_name = _("Privacy")

    def ready(self):
        from participants.privacy.project_tasks import tasks_context
        from projects.page_context import TASKS

        TASKS.add(tasks_context)
