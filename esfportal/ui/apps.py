from django.apps import AppConfig
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "esfportal.ui"
    verbose_name = "User interface"

    def ready(self):
        # Django's own message is about null characters, which no one has heard of.
        ProhibitNullCharactersValidator.message = _(
            "The text has a character that can't be stored. Delete the text and write it again."
        )
