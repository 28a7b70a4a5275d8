from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "participants.casework"
    verbose_name = _("Casework")

    def ready(self):
        from accounts.notifications.kinds import KINDS as NOTIFICATIONS
        from participants.casework import notifications
        from participants.casework.handovers.caseload_of_member import CASELOAD
        from participants.casework.kinds import KINDS
        from participants.casework.own_kinds.handover_kind import HANDOVERS, MOVES
        from participants.casework.own_kinds.information_kind import INFORMATION
        from participants.casework.own_kinds.register_kinds import REGISTER_KINDS
        from participants.casework.own_kinds.without_worker_kind import WITHOUT_WORKER
        from participants.casework.pages.day import start_page
        from participants.casework.pages.list_address import MY_DAY
        from participants.casework.pages.person_context import panel_parts, person_context
        from participants.register.pages.page_context import PANELS, Panel
        from participants.register.pages.way_back import OTHER_LISTS
        from projects.page_context import START_PAGES
        from projects.team.handover import handovers

        for kind in REGISTER_KINDS:
            KINDS.add(kind)
        KINDS.add(HANDOVERS)
        KINDS.add(INFORMATION)
        for kind in (
            notifications.HANDED,
            notifications.ANSWERED,
            notifications.ASSIGNED,
            notifications.COVERS,
            notifications.WEEKLY,
        ):
            NOTIFICATIONS.add(kind)
        KINDS.add(MOVES)
        KINDS.add(WITHOUT_WORKER)
        handovers.add(CASELOAD)
        PANELS.add(Panel(person_context, panel_parts))
        OTHER_LISTS.add(MY_DAY)
        START_PAGES.add(start_page)
