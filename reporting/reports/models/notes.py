from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import memberships_with
from accounts.models import Organisation
from accounts.permissions import Permission
from esfportal.ui.formats import moment
from projects.models import Project
from reporting.reports.models.reports import Report


def readable_notes(user):
    """Return the condition of the notes that the user reads; the same as in row_policies.py."""
    funded = {m.project_id for m in memberships_with(user, Permission.REPORT_ANSWER)}
    # A person who also leads the project is on its side.
    led = {m.project_id for m in memberships_with(user, Permission.REPORT_VIEW_DRAFT)}
    own = Q(organisation=None, written_by=user.pk)
    if user.is_authenticated and user.organisation_id:
        own |= Q(organisation=user.organisation_id)
    return Q(project__in=funded - led) & own


class ReportNoteQuerySet(models.QuerySet):
    def readable_by(self, user):
        return self.filter(readable_notes(user)).select_related("written_by").order_by("-written_at", "-pk")


class ReportNote(models.Model):
    """A note of a funder's organisation about a project or one of its reports, which the project never sees."""

    # Not about persons, and therefore not encrypted.
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="report_notes")
    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, null=True, related_name="notes", verbose_name=_("report")
    )
    # Of the author at the time. Without one, the note is its author's alone.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("organisation")
    )
    text = models.TextField(_("note"), max_length=4000)
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )

    objects = ReportNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        indexes = [models.Index(fields=["project", "-written_at"], name="report_note_project")]

    def __str__(self):
        return _("internal note of %(when)s") % {"when": moment(self.written_at)}
