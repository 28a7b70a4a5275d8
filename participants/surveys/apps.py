from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "participants.surveys"
    verbose_name = _("Surveys")

    def ready(self):
        from participants.surveys.models import QuestionHistory, SurveyHistory
        from projects.history_entries import SUBJECTS

        SUBJECTS["surveys"] = (_("surveys"), (SurveyHistory, QuestionHistory))
