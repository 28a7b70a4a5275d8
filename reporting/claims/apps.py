from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "reporting.claims"
    verbose_name = _("Claims for payment")

    def ready(self):
        from participants.certificates.corrections.uses import USES
        from reporting.claims.uses import claims_of_entries, claims_with
        from reporting.cofinancing.uses import CLAIMS

        USES.add(claims_with)
        CLAIMS.add(claims_of_entries)
