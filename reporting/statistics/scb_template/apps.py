from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TemplateConfig(AppConfig):
    name = "reporting.statistics.scb_template"
    verbose_name = _("SCB's template")

    def ready(self):
        from esfportal.files.uploads import NAMED_FILES
        from reporting.statistics.scb_template.querysets import named_files

        NAMED_FILES.add(named_files)
