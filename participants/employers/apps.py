from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmployersConfig(AppConfig):
    name = "participants.employers"
    verbose_name = _("Employers")

    def ready(self):
        from participants.employers.models import EmployerHistory, WorkplaceHistory
        from projects.history_entries import SUBJECTS

        # Contacts are left out: auditors read this history.
        SUBJECTS["employers"] = (_("employers"), (EmployerHistory, WorkplaceHistory))
