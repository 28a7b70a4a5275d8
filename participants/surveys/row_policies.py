"""Row-level security of surveys. Responses are read by code for a whole project alone, and by the system."""

from esfportal.database.row_level_security import (
    OWN_RECORD,
    PARTICIPANT,
    PROJECT,
    RESPONDENT,
    SYSTEM,
    all_of,
    any_of,
    append_only_policies,
    linked,
    scope_is,
    table_policies,
    visible_projects,
    visible_with,
    wholly_managed_projects,
)
from participants.register.row_policies import VISIBLE_FIRST, WORKS_HERE


def asked(column):
    # Of the survey to which the link's invitation is.
    return visible_with("surveys_invitation", column, key="survey_id", where=linked(RESPONDENT, "seen.id"))


# The participant's own page names the surveys that wait there.
OWN_SURVEY = visible_with(
    "surveys_invitation",
    "surveys_survey.id",
    key="survey_id",
    where=linked(PARTICIPANT, "seen.participation_id"),
)


OF_PEOPLE_OR_DEVICES = any_of(VISIBLE_FIRST, all_of("participation_id IS NULL", WORKS_HERE))
OF_WHOLE_PROJECT = all_of(scope_is(PROJECT), wholly_managed_projects())
LED = wholly_managed_projects()

POLICIES = [
    table_policies(
        "surveys_survey",
        read=any_of(visible_projects("project_id", SYSTEM), asked("surveys_survey.id"), OWN_SURVEY),
        add=LED,
        change=any_of(scope_is(SYSTEM), LED),
        remove=scope_is(),
    ),
    append_only_policies("surveys_surveyhistory", read=visible_projects()),
    table_policies(
        "surveys_question",
        read=any_of(visible_projects("project_id", SYSTEM), asked("surveys_question.survey_id")),
        add=LED,
    ),
    append_only_policies("surveys_questionhistory", read=visible_projects()),
    table_policies(
        "surveys_invitation",
        read=any_of(
            scope_is(SYSTEM),
            linked(RESPONDENT, "id"),
            linked(PARTICIPANT, "participation_id"),
            OF_PEOPLE_OR_DEVICES,
        ),
        add=OF_PEOPLE_OR_DEVICES,
        change=any_of(scope_is(SYSTEM), OF_PEOPLE_OR_DEVICES),
        remove=scope_is(),
    ),
    table_policies(
        "surveys_response",
        read=any_of(scope_is(SYSTEM), OF_WHOLE_PROJECT, linked(OWN_RECORD, "participation_id")),
        add=scope_is(SYSTEM),
    ),
]
