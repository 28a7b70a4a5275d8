from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = _("Participants")
    sealed = ["participants.sealed.NUMBERS", "participants.sealed.DRAFTS"]
    at_start = ["participants.keys.key_problems"]
