from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OwnPageConfig(AppConfig):
    name = "participants.own_page"
    verbose_name = _("Participants' own pages")

    def ready(self):
        from participants.contact.kinds import BEFORE_SENDING, KINDS
        from participants.own_page.mailed.links import LINK, answer_requests
        from participants.own_page.mailed.own_address import NEW_ADDRESS
        from participants.own_page.mailed.sent_codes import CODE

        KINDS.add(LINK)
        KINDS.add(CODE)
        KINDS.add(NEW_ADDRESS)
        BEFORE_SENDING.add(answer_requests)
