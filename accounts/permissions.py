"""Permissions and the roles that hold them, as data for accounts.access."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("administrator")
    PROJECT_LEADER = "project_leader", _("project leader")
    CASE_WORKER = "case_worker", _("case worker")
    FUNDER = "funder", _("funder")
    AUDITOR = "auditor", _("auditor")
    REPRESENTATIVE = "representative", _("authorised representative")


class Permission(StrEnum):
    PROJECT_VIEW = "project.view"
    PROJECT_EDIT = "project.edit"
    PROJECT_LOAD = "project.load"  # create, or change by a file of the whole
    PROJECT_FILE = "project.file"  # the project as such a file
    FIGURES_VIEW = "figures.view"
    MONEY_VIEW = "money.view"
    HISTORY_VIEW = "history.view"  # who changed what about a project
    PARTICIPANT_VIEW = "participant.view"
    PARTICIPANT_EDIT = "participant.edit"
    # Number, birth date, sex; void and merge records. A project may let case workers do the former (ADR 97).
    PARTICIPANT_CORRECT = "participant.correct"
    PARTICIPANT_IMPORT = "participant.import"
    PARTICIPANT_UNPROTECT = "participant.unprotect"
    PARTICIPANT_AUTHORISE = "participant.authorise"
    REPORT_VIEW = "report.view"
    REPORT_VIEW_EXACT = "report.view_exact"  # without disclosure control
    REPORT_VIEW_DRAFT = "report.view_draft"
    REPORT_COMMENT = "report.comment"  # on the texts of a draft, in the project
    REPORT_CREATE = "report.create"
    REPORT_SUBMIT = "report.submit"
    REPORT_SIGN = "report.sign"  # for the organisation that owns the project
    REPORT_REOPEN = "report.reopen"  # back to draft, before the submission
    REPORT_PLAN = "report.plan"  # which reports the project has to hand in, and when
    REPORT_ANSWER = "report.answer"  # return or approve a submitted report
    EVIDENCE_VIEW = "evidence.view"
    EVIDENCE_SAMPLE = "evidence.sample"  # draw random samples and check their items
    TEAM_MANAGE = "team.manage"
    TEAM_REVIEW = "team.review"
    LOG_REVIEW = "log.review"  # access log of a project
    LOG_OVERSEE = "log.oversee"  # number of accesses for each user, without the people viewed


@dataclass(frozen=True)
class RoleDefinition:
    description: Promise
    permissions: frozenset[Permission]


# Not held by memberships that are limited to a part of the project.
WHOLE_PROJECT_ONLY = frozenset(
    {
        Permission.PROJECT_EDIT,
        Permission.PROJECT_FILE,
        Permission.REPORT_CREATE,
        Permission.REPORT_SUBMIT,
        Permission.REPORT_SIGN,
        Permission.REPORT_REOPEN,
        Permission.REPORT_PLAN,
        Permission.REPORT_ANSWER,
        Permission.EVIDENCE_VIEW,
        Permission.EVIDENCE_SAMPLE,
        Permission.HISTORY_VIEW,
        Permission.TEAM_REVIEW,
        Permission.LOG_REVIEW,
        Permission.LOG_OVERSEE,
    }
)

# No project approves its own reports, or samples its own lists.
OVERSIGHT_ONLY = frozenset({Permission.REPORT_ANSWER, Permission.EVIDENCE_SAMPLE})

# Projects come from the funder's decision, not from their leaders.
ADMINISTRATORS_ONLY = frozenset({Permission.PROJECT_LOAD})

# A leader who holds none of these may not give the role that does, either (ADR 121).
SIGNATORY_ONLY = frozenset({Permission.REPORT_SIGN})

ROLES = {
    Role.ADMINISTRATOR: RoleDefinition(
        _("Manages users, organisations, projects and memberships; sees no participants and no figures."),
        frozenset(
            {
                Permission.PROJECT_VIEW,
                Permission.PROJECT_LOAD,
                Permission.PROJECT_FILE,
                Permission.LOG_OVERSEE,
            }
        ),
    ),
    Role.PROJECT_LEADER: RoleDefinition(
        _("Leads a project or a sub-project: targets, people, reports and money."),
        frozenset(Permission) - OVERSIGHT_ONLY - SIGNATORY_ONLY - ADMINISTRATORS_ONLY,
    ),
    Role.CASE_WORKER: RoleDefinition(
        _("Registers and follows the participants of a municipality, an intervention or a project."),
        frozenset(
            {
                Permission.PROJECT_VIEW,
                Permission.FIGURES_VIEW,
                Permission.PARTICIPANT_VIEW,
                Permission.PARTICIPANT_EDIT,
                Permission.PARTICIPANT_IMPORT,
                Permission.REPORT_VIEW,
                Permission.REPORT_VIEW_EXACT,
            }
        ),
    ),
    Role.FUNDER: RoleDefinition(
        _("Reads the project's facts, and returns or approves its submitted reports; sees no person."),
        frozenset(
            {
                Permission.PROJECT_VIEW,
                Permission.MONEY_VIEW,
                Permission.REPORT_VIEW,
                Permission.REPORT_PLAN,
                Permission.REPORT_ANSWER,
            }
        ),
    ),
    Role.AUDITOR: RoleDefinition(
        _("Verifies submitted reports for a stated time; sees no person by name."),
        frozenset(
            {
                Permission.PROJECT_VIEW,
                Permission.MONEY_VIEW,
                Permission.HISTORY_VIEW,
                Permission.REPORT_VIEW,
                Permission.REPORT_VIEW_EXACT,
                Permission.EVIDENCE_VIEW,
                Permission.EVIDENCE_SAMPLE,
            }
        ),
    ),
    Role.REPRESENTATIVE: RoleDefinition(
        _("Signs the project's reports for the organisation that owns it; sees no person."),
        frozenset(
            {
                Permission.PROJECT_VIEW,
                Permission.MONEY_VIEW,
                Permission.REPORT_VIEW,
                Permission.REPORT_VIEW_EXACT,
                Permission.REPORT_VIEW_DRAFT,
                Permission.REPORT_SIGN,
                Permission.REPORT_REOPEN,
            }
        ),
    ),
}

# These roles read the whole project and can't be limited to a part.
ROLES_WITHOUT_PART = frozenset({Role.FUNDER, Role.AUDITOR, Role.REPRESENTATIVE})

# These roles watch over the project, so its leaders neither give nor end them (ADR 120).
OVERSIGHT_ROLES = frozenset({Role.FUNDER, Role.AUDITOR})

# Nor the role that signs for the project's owner: administrators do (ADR 121).
NOT_GIVEN_BY_LEADERS = OVERSIGHT_ROLES | {Role.REPRESENTATIVE}


def permissions_of(role, *, is_limited_to_part):
    permissions = ROLES[role].permissions
    return permissions - WHOLE_PROJECT_ONLY if is_limited_to_part else permissions


def roles_with(permission):
    return [role for role, definition in ROLES.items() if permission in definition.permissions]
