from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundersConfig(AppConfig):
    name = "reporting.funders"
    verbose_name = _("Funders")

    def ready(self):
        from projects.page_context import START_PAGES
        from reporting.funders.access import start_page

        START_PAGES.add(start_page)
