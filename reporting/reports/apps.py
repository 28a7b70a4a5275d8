from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reporting.reports"
    verbose_name = _("Reporting")

    def ready(self):
        from participants.register.pages.page_context import PERSON_PAGE, RECORD_RULES
        from projects.page_context import DUE, FIGURES
        from reporting.reports.duties.due import due_context
        from reporting.reports.pages.contexts import person_context, project_context, project_rules

        DUE.add(due_context)
        FIGURES.add(project_context)
        PERSON_PAGE.add(person_context)
        RECORD_RULES.add(project_rules)
