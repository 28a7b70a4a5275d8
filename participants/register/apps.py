from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    name = "participants.register"
    verbose_name = _("Participants")
    encrypted_stores = ["participants.register.identity.encrypted_columns.NUMBERS"]
    startup_checks = ["participants.register.identity.key_check.key_problems"]
