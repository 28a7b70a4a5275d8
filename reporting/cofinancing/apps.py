from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CofinancingConfig(AppConfig):
    name = "reporting.cofinancing"
    verbose_name = _("Co-financing in kind")

    def ready(self):
        from participants.certificates.corrections.uses import USES
        from reporting.cofinancing.uses import bookings_with

        USES.add(bookings_with)
