from accounts.audit.row_history import track
from participants.surveys.models.surveys import Question, Survey

SurveyHistory = track(Survey, find_by="project")
QuestionHistory = track(Question, find_by="project")
