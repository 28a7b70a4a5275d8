from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = _("Participants")
    encrypted_stores = ["participants.sealed.NUMBERS", "participants.sealed.DRAFTS"]
    startup_checks = ["participants.keys.key_problems"]
