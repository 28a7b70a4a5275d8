from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("administrator")
    PROJECT_LEADER = "project_leader", _("project leader")
    CASE_WORKER = "case_worker", _("case worker")
    FUNDER = "funder", _("funder")
    AUDITOR = "auditor", _("auditor")
