from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "participants.surveys"
    verbose_name = _("Surveys")

    def ready(self):
        from participants.casework.kinds import KINDS
        from participants.contact.kinds import KINDS as MESSAGES
        from participants.surveys.actions.mailing import INVITATION
        from participants.surveys.models import QuestionHistory, SurveyHistory
        from participants.surveys.work_kinds import WISH_FOR_CONTACT, WITHOUT_LINK
        from projects.history_entries import SUBJECTS

        KINDS.add(WITHOUT_LINK)
        KINDS.add(WISH_FOR_CONTACT)
        MESSAGES.add(INVITATION)
        SUBJECTS["surveys"] = (_("surveys"), (SurveyHistory, QuestionHistory))
