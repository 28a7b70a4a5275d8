from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reporting.reports"
    verbose_name = _("Reporting")

    def ready(self):
        from accounts.notifications.kinds import KINDS
        from esfportal.files.uploads import NAMED_FILES
        from participants.imports.undoing.frozen import FROZEN, FROZEN_MONEY
        from participants.register.pages.page_context import PERSON_PAGE, RECORD_RULES
        from projects.page_context import DUE, FIGURES
        from reporting.reports.attachments.sweeping import named_files
        from reporting.reports.duties.reminders import DUE as DUE_REPORTS
        from reporting.reports.life.notifications import STEPS
        from reporting.reports.oversight.waiting import waiting_context
        from reporting.reports.pages.contexts import person_context, project_context, project_rules
        from reporting.reports.since_last.counted_since import booked_since, counted_since
        from reporting.reports.texts.notifications import COMMENTED, DONE

        DUE.add(waiting_context)
        FROZEN.add(counted_since)
        FROZEN_MONEY.add(booked_since)
        KINDS.add(STEPS)
        KINDS.add(DUE_REPORTS)
        KINDS.add(COMMENTED)
        KINDS.add(DONE)
        FIGURES.add(project_context)
        NAMED_FILES.add(named_files)
        PERSON_PAGE.add(person_context)
        RECORD_RULES.add(project_rules)
        post_migrate.connect(load_after_migrate, sender=self, dispatch_uid="reports.templates")


def load_after_migrate(sender, plan=(), **kwargs):
    from reporting.reports.texts.loading import load_templates

    # After every migrate, like the municipalities (projects/apps.py). A migration to an earlier state lacks the table.
    if "reports_reporttemplate" in connection.introspection.table_names():
        load_templates()
