"""Jobs of exports by cut-off date."""

from django.db import transaction

from accounts.database_access import system_scope, user_scope
from esfportal.jobs.kinds import JobKind, JobRefused
from projects.models import Project
from reporting.programme.cutoffs.access import followed, may_export
from reporting.programme.cutoffs.actions import store_content
from reporting.programme.cutoffs.counting import content_of
from reporting.programme.models import CutoffExport


class CutoffExportKind(JobKind):
    model = CutoffExport
    steps = ("counting",)
    scope = staticmethod(system_scope)

    def rows(self):
        return super().rows().select_related("created_by__organisation")

    def work(self, attempt):
        export = attempt.job
        attempt.begin("counting")
        with user_scope(export.created_by):
            # The roles may have ended while the job waited.
            is_allowed = may_export(export.created_by)
            projects = list(followed(export.created_by, export.programme_period))
        if not is_allowed:
            raise JobRefused(CutoffExport.Refusal.FORBIDDEN)
        content = content_of(projects, export.cutoff)
        with transaction.atomic(), system_scope():
            every = Project.objects.filter(programme_period=export.programme_period).count()
            attempt.finish(projects=len(projects), others=every - len(projects))
            store_content(export, content)
