from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnonymousConfig(AppConfig):
    name = "participants.anonymous"
    verbose_name = _("Anonymous participants")

    def ready(self):
        from participants.anonymous.models import AnonymousCountHistory
        from participants.anonymous.pages import overview_context
        from projects.history_entries import SUBJECTS
        from projects.page_context import OVERVIEW

        SUBJECTS["anonymous"] = (_("anonymous participants"), (AnonymousCountHistory,))
        OVERVIEW.add(overview_context)
