from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishedConfig(AppConfig):
    name = "reporting.published"
    verbose_name = _("Published results")

    def ready(self):
        from projects.page_context import PUBLIC
        from reporting.published.pages import public_context

        PUBLIC.add(public_context)
