from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OwnPageConfig(AppConfig):
    name = "participants.own_page"
    verbose_name = _("Participants' own pages")
