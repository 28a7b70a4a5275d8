from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "participants.imports"
    verbose_name = _("Imports")

    def ready(self):
        from accounts.notifications.kinds import KINDS
        from participants.imports.jobs import FAILED, IMPORTED
        from participants.imports.review.jobs import CHECKED

        KINDS.add(IMPORTED)
        KINDS.add(FAILED)
        KINDS.add(CHECKED)
