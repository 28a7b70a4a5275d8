from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    name = "participants.contact"
    verbose_name = _("Participants' contact details")

    def ready(self):
        from participants.contact import actions, pages
        from participants.register.actions.identity import OTHER_INDEXES
        from participants.register.pages.page_context import HISTORY, PANELS, Panel
        from participants.register.protection.after_raising import AFTER_RAISING

        AFTER_RAISING.add(actions.remove_of_protected)
        OTHER_INDEXES.add(actions.rebuild_index)
        PANELS.add(Panel(pages.person_context, pages.panel_parts))
        HISTORY.add(pages.history_source())
