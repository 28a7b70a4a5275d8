from participants.surveys.models.answers import ANSWERS, Invitation, Response
from participants.surveys.models.history import QuestionHistory, SurveyHistory
from participants.surveys.models.surveys import Occasion, Question, State, Survey

__all__ = [
    "ANSWERS",
    "Invitation",
    "Occasion",
    "Question",
    "QuestionHistory",
    "Response",
    "State",
    "Survey",
    "SurveyHistory",
]
