from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmployersConfig(AppConfig):
    name = "participants.employers"
    verbose_name = _("Employers")

    def ready(self):
        from participants.casework.kinds import KINDS
        from participants.employers.models import EmployerHistory, OfferHistory, WorkplaceHistory
        from participants.employers.pages import employer_page, person_page
        from participants.employers.placing import end_placements
        from participants.employers.work_kinds import PLACEMENTS
        from participants.register.after_exit import AFTER_EXIT
        from participants.register.pages.page_context import HISTORY, PANELS, TIMELINE, Panel
        from projects.history_entries import SUBJECTS
        from projects.page_context import INTERVENTION

        # Contacts are left out: auditors read this history.
        SUBJECTS["employers"] = (_("employers"), (EmployerHistory, WorkplaceHistory, OfferHistory))
        AFTER_EXIT.add(end_placements)
        KINDS.add(PLACEMENTS)
        INTERVENTION.add(employer_page.intervention_counts)
        PANELS.add(Panel(person_page.person_context, person_page.panel_parts))
        TIMELINE.add(person_page.timeline_entries)
        for source in person_page.history_sources():
            HISTORY.add(source)
