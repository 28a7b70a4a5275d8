from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamConfig(AppConfig):
    name = "projects.team"
    verbose_name = _("Team")

    def ready(self):
        from accounts.notifications.kinds import KINDS
        from projects.history_entries import SUBJECTS
        from projects.page_context import LEFT_TO_DO, OFFICERS
        from projects.team.models import MembershipHistory
        from projects.team.notifications import KINDS_OF_TEAM
        from projects.team.officers.page import officers_of_project
        from projects.team.team_page import leader_to_invite

        SUBJECTS["team"] = (_("the team"), (MembershipHistory,))
        for kind in KINDS_OF_TEAM:
            KINDS.add(kind)
        LEFT_TO_DO.add(leader_to_invite)
        OFFICERS.add(officers_of_project)
