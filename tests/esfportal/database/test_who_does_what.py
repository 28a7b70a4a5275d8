"""Who reads, adds, changes and removes a row of each walled table, as far as the database is asked alone.

A row of the table: the table (or the name of another row of it), and who reads, adds, changes and removes.
A place left out is as the one before it. A new table behind a wall comes here, or this fails. A trigger that
refuses what is fixed comes before the wall is asked of what is written: whoever it refuses stands among those
whom the wall lets through.
"""

import pprint

import pytest

from tests.esfportal.database.attempts import VERBS, allowed, prepare, removed_unseen
from tests.esfportal.database.sql import walled
from tests.esfportal.database.viewers import Register, viewers

pytestmark = pytest.mark.django_db

GROUPS = {
    "NONE": "",
    # The project's facts, for everybody with a role in it and, to hand out roles, for administrators.
    "FACTS": "WITHIN leader part_leader strand_leader of_one_day case_worker colleague funder auditor OFFICE",
    "LED": "WITHIN leader part_leader strand_leader",
    "STEERED": "WITHIN leader",
    # The person has a spell in Oskarshamn and in none of the interventions.
    "PEOPLE": "WITHIN leader of_one_day case_worker",
    "TEAM": "LED of_one_day case_worker colleague",
    "OFFICE": "administrator superuser",
    # Code that has checked access, whoever asks.
    "WITHIN": "admitted administrator_admitted",
    "ADMITTED": "WITHIN admitted_elsewhere",
    "SHOWN": "FACTS published invited",
    "OVERSEEN": "LED OFFICE system",
    # Whoever is not signed in leaves a trace in nobody's name; the deed here is the leader's.
    "BY_LEADER": "leader superuser_closed anonymous published invited registry system",
}
TABLE = """
audit_auditentry                      LED                BY_LEADER              NONE
audit_auditentry-of-accounts          OFFICE+system      EVERYBODY              NONE
audit_auditentry-of-a-number          TEAM               EVERYBODY              NONE
team_membership                      TEAM+OFFICE+system LED+OFFICE
team_membership-of-the-whole         TEAM+OFFICE+system+funder STEERED+OFFICE
team_membershiphistory               FACTS              NONE
accounts_organisationhistory             OFFICE             NONE
accounts_readentry                       OVERSEEN+of_one_day+case_worker ADMITTED+case_worker NONE
accounts_readentry-of-the-other-part     OVERSEEN+of_one_day+colleague   ADMITTED+leader    NONE
accounts_userhistory                     OFFICE+case_worker NONE
imports_importdraft                 case_worker+system
imports_importjob                   case_worker+system
privacy_lognote                     OVERSEEN           STEERED                EVERYBODY
privacy_logreview                   OVERSEEN           STEERED+system
privacy_logreviewhistory            LED+OFFICE         NONE
register_namedcaseworker             PEOPLE
register_namedcaseworkerhistory      PEOPLE             NONE
register_opening                     PEOPLE
register_openinghistory              PEOPLE             NONE
register_outcomeevent                PEOPLE
register_outcomeeventhistory         PEOPLE             NONE
register_participation               PEOPLE
register_participationhistory        PEOPLE             NONE
register_person                      PEOPLE+registry    registry               PEOPLE+registry   NONE
register_personhistory               PEOPLE             NONE
register_spell                       PEOPLE
register_spellhistory                PEOPLE             NONE
projects_budgetline                      SHOWN              STEERED
projects_budgetlinehistory               FACTS              NONE
projects_event                           SHOWN              STEERED
projects_eventhistory                    FACTS              NONE
projects_financingentry                  FACTS              STEERED
projects_financingentryhistory           FACTS              NONE
projects_financingline                   FACTS              STEERED
projects_financinglinehistory            FACTS              NONE
projects_intervention                    SHOWN              STEERED
projects_intervention_employers          SHOWN              STEERED
projects_interventionemployerhistory     FACTS              NONE
projects_interventionhistory             FACTS              NONE
team_invitation                      LED+OFFICE+invited LED
team_invitationhistory               LED                NONE
projects_phase                           SHOWN              STEERED
projects_phasehistory                    FACTS              NONE
projects_project                         SHOWN+system       STEERED
projects_projecthistory                  FACTS              NONE
projects_projectmunicipality             SHOWN              STEERED
projects_projectmunicipalityhistory      FACTS              NONE
projects_projectorganisation             SHOWN              STEERED
projects_projectorganisationhistory      FACTS              NONE
projects_projecttext                     SHOWN              STEERED
projects_projecttexthistory              FACTS              NONE
projects_subproject                      SHOWN              STEERED
projects_subproject_employers            SHOWN              STEERED
projects_subprojectemployerhistory       FACTS              NONE
projects_subprojecthistory               FACTS              NONE
projects_target                          SHOWN              STEERED
projects_targetgroup                     SHOWN              STEERED
projects_targetgrouphistory              FACTS              NONE
projects_targethistory                   FACTS              NONE
team_teamanswer                      OVERSEEN           STEERED
team_teamanswerhistory               OVERSEEN           NONE
team_teamreview                      OVERSEEN           STEERED+system
team_teamreviewhistory               LED                NONE
reports_report                         LED+system         STEERED+system
reports_report-submitted               FACTS+system       STEERED+system         FACTS+system      STEERED+system
reports_reportfile                     LED+system         STEERED+system
reports_reportfile-submitted           FACTS+system       FACTS+system           FACTS+system      STEERED+system
reports_reportfilehistory              LED+system         NONE
reports_reporthistory                  LED                NONE
reports_reportjob                      LED+system         STEERED+system
reports_reportrelease                  LED+system         STEERED+system
"""


def members(text, everybody):
    """The names that "LED+system" stands for."""
    if text == "EVERYBODY":
        return set(everybody)
    found = set()
    for word in text.replace("+", " ").split():
        found |= members(GROUPS[word], everybody) if word in GROUPS else {word}
    return found


def expected(everybody):
    """{(row, verb): who may}."""
    found = {}
    for line in TABLE.strip().splitlines():
        name, *places = line.split()
        for number, verb in enumerate(VERBS):
            may = places[min(number, len(places) - 1)]
            found[name.replace("-", " "), verb] = members(may, everybody)
    return found


@pytest.fixture
def register(cast):
    prepare()
    return Register(cast)


def test_who_reads_adds_changes_and_removes_a_row_of_each_table(cast, register):
    eyes = viewers(cast)
    wanted = expected(eyes)
    found = {place: set() for place in wanted}
    for name, look in eyes.items():
        with look():
            for place in allowed(register.samples):
                found.setdefault(place, set()).add(name)
    wrong = {
        place: {"too many": found[place] - wanted.get(place, set()), "missing": wanted[place] - found[place]}
        for place in found
        if found[place] != wanted.get(place)
    }
    assert not wrong, pprint.pformat(wrong)
    assert set().union(*wanted.values()) <= set(eyes)
    assert set(walled()) <= {name for name, _verb in wanted}


def test_nothing_is_removed_unseen(cast, register):
    tables = walled()
    wrong = {}
    for name, look in viewers(cast).items():
        with look():
            wrong[name] = removed_unseen(tables)
    assert {name: tables for name, tables in wrong.items() if tables} == {}


def test_an_operator_is_kept_from_nothing_but_changing_trails(register):
    """The positive control: the rows are there, and what keeps others from them is the wall."""
    kept_from = {(name, verb) for name in register.samples for verb in VERBS} - allowed(register.samples)
    nobodys = {place for place, who in expected(["somebody"]).items() if not who}
    assert kept_from == nobodys - {("register_person", "remove")}
