from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "participants.casework"
    verbose_name = _("Casework")

    def ready(self):
        from accounts.notifications.kinds import KINDS as NOTIFICATIONS
        from participants.casework import notifications
        from participants.casework.kinds import KINDS
        from participants.casework.own_kinds.handover_kind import HANDOVERS
        from participants.casework.own_kinds.information_kind import INFORMATION
        from participants.casework.own_kinds.register_kinds import REGISTER_KINDS
        from participants.casework.pages.day import start_page
        from participants.casework.pages.list_address import MY_DAY
        from participants.casework.pages.person_context import panel_parts, person_context
        from participants.register.pages.page_context import PANELS, Panel
        from participants.register.pages.way_back import OTHER_LISTS
        from projects.page_context import START_PAGES

        for kind in REGISTER_KINDS:
            KINDS.add(kind)
        KINDS.add(HANDOVERS)
        KINDS.add(INFORMATION)
        for kind in (
            notifications.HANDED,
            notifications.ANSWERED,
            notifications.ASSIGNED,
            notifications.WEEKLY,
        ):
            NOTIFICATIONS.add(kind)
        PANELS.add(Panel(person_context, panel_parts))
        OTHER_LISTS.add(MY_DAY)
        START_PAGES.add(start_page)
