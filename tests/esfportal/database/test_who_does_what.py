"""Access table: which scopes may read, add, change and remove a row of each table, by row-level security alone.

A line of TABLE: the sample row, then the scopes that may read, add, change and remove it. A column left out
is as the one before it.
"""

# A trigger that refuses fixed values runs before row-level security is checked. A scope that it refuses is
# listed as allowed.

import pprint

import pytest

from tests.esfportal.database.attempts import VERBS, allowed, prepare, tables_with_invisible_removals
from tests.esfportal.database.sql import tables_with_rls
from tests.esfportal.database.viewers import SampleRows, scopes

pytestmark = pytest.mark.django_db

GROUPS = {
    "NONE": "",
    # The project's facts: all its roles, and administrators, who grant roles.
    "FACTS": "WITHIN leader part_leader strand_leader of_one_day case_worker colleague funder auditor"
    " representative OFFICE",
    # Funders have files of their own audience (test_audiences.py).
    "COPIES": "WITHIN leader part_leader strand_leader of_one_day case_worker colleague auditor"
    " representative OFFICE",
    "LED": "WITHIN leader part_leader strand_leader",
    "STEERED": "WITHIN leader",
    "PLANNED": "STEERED funder",
    "SIGNS": "representative",
    # The person has a spell in Oskarshamn and in none of the interventions.
    "PEOPLE": "WITHIN leader of_one_day case_worker",
    "TEAM": "LED of_one_day case_worker colleague",
    "OFFICE": "administrator superuser",
    # Code that has checked access.
    "WITHIN": "admitted administrator_admitted",
    "ADMITTED": "WITHIN admitted_elsewhere",
    "SHOWN": "FACTS published invited",
    "OVERSEEN": "LED OFFICE system",
    # An entry without an actor may be written by an anonymous visitor; the entry here is the leader's.
    "BY_LEADER": "leader NO_USER",
    "NO_USER": "anonymous published invited registry system participant",  # whose entries name no user
}
NOT_OF_THE_RECORD = {
    *("own_page_ownpagelink", "contact_message"),
    *("imports_importjob", "imports_importedrows", "imports_undoneimport"),
}
TABLE = """
audit_auditentry                      LED                BY_LEADER              NONE
audit_auditentry-of-accounts          OFFICE+system      NO_USER              NONE
audit_auditentry-of-a-number          TEAM+own_record               NO_USER              NONE
audit_auditentry-of-a-report          LED+OFFICE         NO_USER              NONE
team_membership                      TEAM+OFFICE+system+own_record LED+OFFICE
team_membership-of-the-whole         TEAM+OFFICE+system+funder+own_record WITHIN+OFFICE
team_membershiphistory               FACTS              NONE
accounts_organisationhistory             OFFICE             NONE
accounts_accesslogentry                       OVERSEEN+of_one_day+case_worker+own_record ADMITTED+case_worker NONE
accounts_accesslogentry-of-the-other-part     OVERSEEN+of_one_day+colleague   ADMITTED+leader    NONE
accounts_userhistory                     OFFICE+case_worker NONE
evidence_proof                      PEOPLE             PEOPLE             PEOPLE             NONE
evidence_proofhistory               PEOPLE             NONE
evidence_proofitem                  PEOPLE             PEOPLE             PEOPLE             NONE
evidence_proofitemhistory           PEOPLE             NONE
evidence_prooffile                  PEOPLE+system      PEOPLE
evidence_proofretention             FACTS+system       STEERED            STEERED            NONE
evidence_proofretentionhistory      FACTS              NONE
evidence_proofrequirement           FACTS              STEERED
evidence_proofrequirementhistory    FACTS              NONE
imports_checkingjob                 case_worker+system
imports_importcheck                 case_worker+system
imports_importdraft                 case_worker+system
imports_importedrows                PEOPLE+system      case_worker+system system
imports_importjob                   PEOPLE+system      case_worker+system
imports_undoneimport                PEOPLE+system      case_worker+system system
imports_replacedcontact             TEAM+system
imports_markedcopy                  case_worker+system
imports_markingjob                  case_worker+system
imports_rememberedheadings          system
programme_cutoffexport              system             system             system             NONE
consents_askedconsents               FACTS              STEERED
consents_askedconsentshistory        FACTS              NONE
consents_privacyentry                PEOPLE+participant PEOPLE
consents_privacyentryhistory         PEOPLE             NONE
plans_measurement                    PEOPLE
plans_measurementhistory             PEOPLE             NONE
plans_projectscale                   FACTS              STEERED
plans_projectscalehistory            FACTS              NONE
plans_note                           WITHIN+leader+case_worker+own_record  case_worker  WITHIN+leader+case_worker  NONE
plans_note-for-all                   PEOPLE             leader    PEOPLE    NONE
plans_note-for-the-case-worker       WITHIN+leader+case_worker+own_record    leader    WITHIN+leader+case_worker    NONE
plans_notehistory                    WITHIN+leader+case_worker    NONE
plans_plan                           PEOPLE+participant PEOPLE
plans_planhistory                    PEOPLE             NONE
plans_step                           PEOPLE+participant PEOPLE
plans_stephistory                    PEOPLE             NONE
register_chosencolumns              case_worker
funders_funderpreference            case_worker
register_exportedlist               case_worker+system
register_listexport                 case_worker+system
register_savedfilter                case_worker
register_savedfilter-shared         WITHIN+TEAM         leader              STEERED
register_savedfilterhistory         case_worker NONE
register_registrationdraft          case_worker+system
privacy_extractrequest               PEOPLE+participant PEOPLE             PEOPLE             NONE
privacy_lognote                     OVERSEEN           STEERED                EVERYONE
privacy_logreview                   OVERSEEN           STEERED+system
privacy_logreviewhistory            LED+OFFICE         NONE
employers_employer                   FACTS              TEAM
employers_employerhistory            FACTS              NONE
employers_workplace                  FACTS              TEAM
employers_workplacehistory           FACTS              NONE
employers_offer                      FACTS              TEAM
employers_offerhistory               FACTS              NONE
employers_placement                  PEOPLE
employers_placementhistory           PEOPLE             NONE
employers_outcomeemployer            PEOPLE
employers_outcomeemployerhistory     PEOPLE             NONE
anonymous_anonymouscount             TEAM
anonymous_anonymouscounthistory      COPIES             NONE
attendance_activity                  FACTS+participant  TEAM
attendance_activityhistory           FACTS              NONE
attendance_session                   FACTS+participant  TEAM
attendance_sessionhistory            FACTS              NONE
attendance_enrolment                 PEOPLE+participant PEOPLE
attendance_enrolmenthistory          PEOPLE             NONE
attendance_attendance                PEOPLE
attendance_attendancehistory         PEOPLE             NONE
benefits_benefitperiod               PEOPLE
benefits_benefitperiodhistory        PEOPLE             NONE
contact_contactdetails               PEOPLE
contact_contactdetailshistory        PEOPLE             NONE
contact_message                      PEOPLE+system      PEOPLE             PEOPLE+system      system
surveys_survey                       FACTS+system+participant       STEERED            STEERED+system     NONE
surveys_surveyhistory                FACTS              NONE
surveys_question                     FACTS+system       STEERED
surveys_questionhistory              FACTS              NONE
surveys_invitation                   PEOPLE+system+participant      PEOPLE             PEOPLE+system      NONE
surveys_invitation-of-a-device       WITHIN+TEAM+system WITHIN+TEAM        WITHIN+TEAM+system NONE
surveys_response                     WITHIN+system      system
certificates_certificate             PEOPLE             PEOPLE             PEOPLE             NONE
certificates_certificatehistory      PEOPLE             NONE
certificates_certificateevent        PEOPLE             PEOPLE             PEOPLE             NONE
certificates_groupstep               case_worker+system
certificates_groupfile               case_worker+system
week_sheets_weeksheet                PEOPLE+system           PEOPLE             PEOPLE             NONE
week_sheets_weeksheethistory         PEOPLE             NONE
claims_claim                         FACTS              STEERED            STEERED            NONE
claims_claimhistory                  FACTS              NONE
claims_claimline                     FACTS              STEERED            NONE
sampling_sample                      FACTS              auditor            auditor            NONE
sampling_samplehistory               FACTS              NONE
sampling_sampleitem                  auditor            auditor            auditor            NONE
sampling_sampleitem-of-a-closed-sample PEOPLE+auditor   NONE
sampling_sampleitemhistory           auditor            NONE
statistics_monthlyfile               STEERED+system            STEERED            STEERED            NONE
statistics_monthlyfilehistory        STEERED            NONE
statistics_monthlysettings           STEERED+system            STEERED
statistics_monthlysettingshistory    STEERED            NONE
scb_template_scbtemplate             STEERED+system     STEERED
scb_template_scbtemplate-in-use      STEERED+system     STEERED            STEERED            NONE
scb_template_scbtemplate-of-a-period USERS              OFFICE
cofinancing_rate                     USERS              NONE
published_publishedresults           FACTS+published    WITHIN
cofinancing_booking                  FACTS              STEERED            STEERED            NONE
cofinancing_bookinghistory           FACTS              NONE
cofinancing_line                     PEOPLE             STEERED            NONE
employers_contact                    TEAM
employers_contacthistory             TEAM               NONE
employers_contactconsent             TEAM
employers_contactconsenthistory      TEAM               NONE
register_authorisedcaseworker             PEOPLE
register_authorisedcaseworkerhistory      PEOPLE             NONE
register_protectedrecordaccess                     PEOPLE
register_protectedrecordaccesshistory              PEOPLE             NONE
register_changenote                  PEOPLE             case_worker           NONE
casework_handover                    PEOPLE             case_worker           PEOPLE          NONE
casework_handoverhistory             PEOPLE             NONE
casework_postponement                PEOPLE             case_worker           NONE
casework_absencecover                WITHIN+TEAM+system   leader              WITHIN+TEAM       NONE
casework_absencecoverhistory         WITHIN+TEAM          NONE
casework_weeklymail                  case_worker+system
own_page_ownpagelink                 PEOPLE+system      PEOPLE             PEOPLE+system      NONE
own_page_linkrequest                 system
identity_providers_identityprovider  system             NONE
identity_providers_identityproviderhistory NONE
calendars_calendarlink               case_worker+system   case_worker          case_worker     case_worker+system
notifications_notification           case_worker+system system             case_worker+system system
notifications_notificationchoice     case_worker+system
register_outcomeevent                PEOPLE
register_outcomeeventhistory         PEOPLE             NONE
register_participation               PEOPLE
register_participationhistory        PEOPLE             NONE
register_merge                       PEOPLE
register_mergehistory                PEOPLE             NONE
register_formernumber                PEOPLE+registry    PEOPLE+registry    PEOPLE+registry   registry
register_formernumberhistory         PEOPLE             NONE
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
team_invitation-of-an-officer        LED+OFFICE+invited WITHIN
team_invitationhistory               LED                NONE
projects_phase                           SHOWN              STEERED
projects_phasehistory                    FACTS              NONE
projects_project                         SHOWN+system       STEERED
projects_projecthistory                  FACTS              NONE
projects_projectmunicipality             SHOWN              STEERED
projects_projectmunicipalityhistory      FACTS              NONE
projects_projectorganisation             SHOWN              STEERED
projects_projectorganisation-of-a-funder SHOWN          WITHIN+OFFICE
projects_projectorganisationhistory      FACTS              NONE
projects_projecttext                     SHOWN              STEERED
projects_projecttexthistory              FACTS              NONE
projects_reportduty                      FACTS+system       PLANNED
projects_reportdutyhistory               FACTS              NONE
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
reports_report                         LED+system+SIGNS STEERED+system STEERED+system+SIGNS STEERED+system
reports_report-submitted               FACTS+system       system                FACTS+system      STEERED+system
reports_reportattachment               LED+system+SIGNS   STEERED+system
reports_reportevent                    FACTS+system       PLANNED+system         NONE
reports_reportfile                     LED+system+SIGNS         STEERED+system
reports_reportnote                     funder
reports_reportnotehistory              funder             NONE
reports_reportfile-submitted           COPIES+system      FACTS+system           COPIES+system     STEERED+system
reports_reportfilehistory              LED+system+SIGNS         NONE
reports_reporthistory                  LED                NONE
reports_reporttext                     LED+system         STEERED+system
reports_reporttexthistory              LED+system         NONE
reports_textcomment                    LED+system         LED+system             LED+system         STEERED+system
reports_reportpeople                   LED+system         STEERED+system
reports_reportjob                      LED+system+SIGNS         STEERED+system
reports_reportrelease                  LED+system+SIGNS         STEERED+system
"""


def members(text, all_names):
    if text == "EVERYONE":
        return set(all_names) - {"own_record"}  # which writes nothing
    if text == "USERS":  # and code that has checked access
        without = {
            "superuser_closed",
            "anonymous",
            "published",
            "invited",
            "registry",
            "participant",
            "tutor",
            "respondent",
        }
        return set(all_names) - without
    found = set()
    for word in text.replace("+", " ").split():
        found |= members(GROUPS[word], all_names) if word in GROUPS else {word}
    return found


def expected(all_names):
    """Return {(sample, verb): names of the scopes that may}."""
    found = {}
    for line in TABLE.strip().splitlines():
        name, *places = line.split()
        for number, verb in enumerate(VERBS):
            may = places[min(number, len(places) - 1)]
            found[name.replace("-", " "), verb] = members(may, all_names)
            # The participant reads all that is registered, and the project's facts.
            if (
                verb == "read"
                and {*may.split("+")} & {"PEOPLE", "FACTS", "SHOWN"}
                and name not in NOT_OF_THE_RECORD
            ):
                found[name.replace("-", " "), verb] |= {"own_record"} & {*all_names}
    return found


@pytest.fixture
def register(cast):
    prepare()
    return SampleRows(cast)


def test_allowed_operations_on_each_table(cast, register):
    scopes_by_name = scopes(cast)
    wanted = expected(scopes_by_name)
    found = {place: set() for place in wanted}
    for name, look in scopes_by_name.items():
        with look():
            for place in allowed(register.samples):
                found.setdefault(place, set()).add(name)
    wrong = {
        place: {"too many": found[place] - wanted.get(place, set()), "missing": wanted[place] - found[place]}
        for place in found
        if found[place] != wanted.get(place)
    }
    assert not wrong, pprint.pformat(wrong)
    assert set().union(*wanted.values()) <= set(scopes_by_name)
    assert set(tables_with_rls()) <= {name for name, _verb in wanted}


def test_invisible_rows_cannot_be_removed(cast, register):
    tables = tables_with_rls()
    wrong = {}
    for name, look in scopes(cast).items():
        with look():
            wrong[name] = tables_with_invisible_removals(tables)
    assert {name: tables for name, tables in wrong.items() if tables} == {}


NOTES = ("plans_note", "plans_note for all", "plans_note for the case worker")


def test_operator_can_do_everything_except_change_logs(register):
    kept_from = {(name, verb) for name in register.samples for verb in VERBS} - allowed(register.samples)
    nobodys = {place for place, who in expected(["somebody"]).items() if not who}
    notes = {(name, "remove") for name in NOTES}  # removed by no user
    by_none = ("register_person", "casework_handover", "casework_absencecover", "surveys_survey")
    links = ("surveys_invitation", "surveys_invitation of a device")
    removed = {(table, "remove") for table in (*by_none, *links)}
    of_commands = {
        *(("identity_providers_identityprovider", verb) for verb in ("add", "change", "remove")),
        ("identity_providers_identityproviderhistory", "read"),
        *(("cofinancing_rate", verb) for verb in ("add", "change")),
        ("scb_template_scbtemplate in use", "remove"),
        # Triggers let them change keys of encryption alone.
        *(("sampling_sampleitem of a closed sample", verb) for verb in ("add", "change")),
    }
    assert kept_from == nobodys - removed - notes - of_commands
