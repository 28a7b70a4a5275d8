from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MergingConfig(AppConfig):
    name = "participants.merging"
    verbose_name = _("Merging of duplicates")

    def ready(self):
        from participants.merging.pages import person_context
        from participants.register.pages.page_context import PERSON_PAGE

        PERSON_PAGE.add(person_context)
