from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MergingConfig(AppConfig):
    name = "participants.merging"
    verbose_name = _("Merging of duplicates")

    def ready(self):
        from participants.casework.kinds import KINDS
        from participants.merging.pages import person_context
        from participants.merging.work_kinds import DOUBLES
        from participants.register.pages.page_context import PERSON_PAGE

        PERSON_PAGE.add(person_context)
        KINDS.add(DOUBLES)
