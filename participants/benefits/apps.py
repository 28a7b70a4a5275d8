from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BenefitsConfig(AppConfig):
    name = "participants.benefits"
    verbose_name = _("Benefits")

    def ready(self):
        from participants.benefits import pages
        from participants.register.pages.page_context import HISTORY, PANELS, Panel

        PANELS.add(Panel(pages.person_context, pages.panel_parts))
        HISTORY.add(pages.history_source())
