from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "reporting.programme"
    verbose_name = _("Figures of the programme")
