"""Access table: every address of the portal, and its answer for each kind of user by each method."""

# A row: name of the address, its target (arguments), usage, and the answer for each of COLUMNS (see
# tests/access/actors.py). Usage: `get` (and HEAD), `post`, or `form` for both; all other methods are refused.
# 302 is the redirect to sign in; `ok` is 200, or 302 after a successful POST; `-` is an answer that depends on
# more than access and is tested in another module.

import pytest
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver, resolve, reverse

from tests.access.actors import (
    COLUMNS,
    column_of,
)
from tests.access.other_rows import OTHER_ROWS
from tests.access.scenario import AccessScenario
from tests.access.targets import targets_of
from tests.access.tested_elsewhere import TESTED_ELSEWHERE
from tests.sample_objects import rolled_back
from tests.signing_in import one_record_of_activity
from tests.sizes import DEEP, size

# Answers by kind of page: anonymous, leader, leader of the other part, case worker, colleague in the
# other part, funder, auditor, representative, administrator, outsiders.
PUBLIC = "ok ok ok ok ok ok ok ok ok ok"
SIGNED_IN = "302 ok ok ok ok ok ok ok ok ok"
FACTS = "302 ok ok ok ok ok ok ok ok 404"
MONEY = "302 ok ok 403 403 ok ok ok 403 404"
TOTALS = "302 ok ok ok ok ok ok ok 403 404"
EDIT = "302 ok 403 403 403 403 403 403 403 404"
HISTORY = "302 ok 403 403 403 403 ok 403 403 404"
PEOPLE = "302 ok ok ok ok 403 403 403 403 404"
OWN_PART = "302 ok 403 ok 403 403 403 403 403 404"
RESTORES = "302 ok 404 403 403 403 403 403 403 404"
LEADER_PERSON = "302 ok 404 403 404 404 404 404 404 404"
LEADS_PEOPLE = "302 ok ok 403 403 403 403 403 403 404"
OWN_PERSON = "302 ok 404 ok 404 404 404 404 404 404"
LEADER_NOTE = "302 ok 404 404 404 404 404 404 404 404"  # written by the leader, for few
CLOSED = "302 403 404 403 404 404 404 404 404 404"  # protected, also from the user who registered it
AUTHORISED = "302 403 404 ok 404 404 404 404 404 404"
AUTHORISE = "302 ok 404 403 404 404 404 404 404 404"
REPORTS = "302 ok ok ok ok ok ok ok 403 404"
EXACT = "302 ok ok ok ok 403 ok ok 403 404"
DRAFT = "302 ok ok 404 404 404 404 ok 404 404"
DOWNLOADS = "302 ok ok 403 403 ok 403 403 403 404"
EVIDENCE = "302 ok 403 403 403 403 ok 403 403 404"
SAMPLES = "302 403 403 403 403 403 ok 403 403 404"
OWED = "302 ok 403 403 403 ok 403 403 403 404"
ANSWER = "302 403 403 403 403 ok 403 403 403 404"
SIGNS = "302 403 403 404 404 404 404 ok 404 404"
REOPENS = "302 ok 403 404 404 404 404 ok 404 404"
COMMENTS = "302 ok ok 404 404 404 404 403 404 404"
DRAFT_WORK = "302 ok 403 404 404 404 404 403 404 404"
TEAM = "302 ok ok 403 403 403 403 403 403 404"
TEAM_WHOLE = "302 ok 403 403 403 403 403 403 403 404"
TEAM_ROW = "302 ok 404 403 403 403 403 403 403 404"
APPOINTS = "302 404 404 404 404 404 404 404 404 404"  # for those who manage a funder's officers: test_organisation_page
OWN_FILE = "302 ok 404 404 404 403 403 403 403 404"  # the leader's
OWN_FILTER = "302 404 404 ok 404 403 403 403 403 404"  # the case worker's
OWN_ROLE = "302 ok 404 ok 403 403 403 403 403 404"  # the case worker's, which they may end themselves

TABLE = (
    """
home                             -              get   PUBLIC
accessibility                    -              get   PUBLIC
set_language                     -              post  PUBLIC
projects:list                    -              get   SIGNED_IN
projects:create                  -              form  302 403 403 403 403 403 403 403 ok 403
projects:file                    project        get   302 ok 403 403 403 403 403 403 ok 404
projects:detail                  project        get   FACTS
projects:about                   project        get   FACTS
projects:targets                 project        get   FACTS
forecasts:targets                project        get   PEOPLE
forecasts:targets_pdf            project        get   PEOPLE
cohorts:from_entry               project        get   PEOPLE
cohorts:from_entry_pdf           project        get   PEOPLE
comparisons:results              project        get   PEOPLE
comparisons:results_pdf          project        get   PEOPLE
projects:interventions           project        get   FACTS
projects:intervention            intervention   get   FACTS
projects:partners                project        get   FACTS
projects:money                   project        get   MONEY
projects:changes                 project        get   HISTORY
projects:book                    line           form  EDIT
projects:edit                    project        form  EDIT
projects:edit_texts              project        form  EDIT
projects:add_row                 row_kind       form  EDIT
projects:change_row              row            form  EDIT
projects:remove_row              row            form  EDIT
team:team                    project        get   TEAM
team:team_review             project        form  TEAM_WHOLE
team:invite                  project        form  TEAM
team:invite_leader           project        form  302 403 403 403 403 403 403 403 ok 404
team:member                  member         form  TEAM_ROW
team:end_membership          member         form  OWN_ROLE
team:send_invitation         invitation     post  TEAM_ROW
team:withdraw_invitation     invitation     post  TEAM_ROW
team:invitation              -              form  PUBLIC
team:organisation            -              get   APPOINTS
team:invite_officer          -              form  APPOINTS
team:give_officer            -              form  APPOINTS
team:end_officer             officer        form  APPOINTS
team:make_responsible        officer        post  APPOINTS
team:remove_officer          colleague      form  APPOINTS
team:send_officer_invitation invited        post  APPOINTS
team:withdraw_officer_invitation invited    post  APPOINTS
team:take_responsibility     project        post  APPOINTS
register:list                project        get   PEOPLE
anonymous:list               project        get   PEOPLE
anonymous:add                project        form  PEOPLE
anonymous:correct            anonymous      form  OWN_PART
register:choose_columns      project        post  PEOPLE
register:export              project        form  PEOPLE
register:exported            export         get   OWN_FILE
register:exported_file       export         get   OWN_FILE
register:cancel_export       export         post  OWN_FILE
register:register            project        form  PEOPLE
register:bulk_exit           project        form  EDIT
register:check               project        post  PEOPLE
employers:list               project        get   PEOPLE
employers:file               project        get   PEOPLE
employers:add                project        form  PEOPLE
employers:detail             employer       get   PEOPLE
employers:edit               employer       form  PEOPLE
employers:add_item           employers_contacts form PEOPLE
employers:change_item        contact        form  PEOPLE
employers:remove_item        contact        form  PEOPLE
employers:remove_item        workplace      form  PEOPLE
employers:consent            consent        form  PEOPLE
employers:place              participation  form  OWN_PERSON
employers:place              hidden         form  CLOSED
employers:placement          placement      form  OWN_PERSON
employers:remove_placement   placement      form  OWN_PERSON
employers:outcome_employer   outcome        form  OWN_PERSON
imports:import_participants project        form  PEOPLE
imports:import_employers    project        form  PEOPLE
imports:import_outcomes     project        form  PEOPLE
imports:import_history      project        get   PEOPLE
imports:import_rows         saved_import   get   OWN_FILE
imports:import_rows_csv     saved_import   get   OWN_FILE
imports:import_rows_xlsx    saved_import   get   OWN_FILE
imports:import_undo         saved_import   form  OWN_FILE
imports:import_template     template       get   PEOPLE
imports:import_forget_headings list_kind   post  PEOPLE
imports:import_workbook_template template  get   PEOPLE
register:search              -              form  -
register:detail              participation  get   OWN_PERSON
register:reveal              participation  post  OWN_PERSON
privacy:readers             participation  get   OWN_PERSON
privacy:log                 project        get   EDIT
privacy:log_month           month          get   EDIT
privacy:log_sign            month          post  EDIT
privacy:log_note            read           form  EDIT
privacy:log_overview        -              get   -
register:print               participation  post  OWN_PERSON
register:printed             participation  post  OWN_PERSON
register:edit                participation  form  OWN_PERSON
register:protection          participation  form  OWN_PERSON
register:identity            participation  form  LEADER_PERSON
register:void                participation  form  LEADER_PERSON
merging:choose               participation  form  LEADER_PERSON
merging:merge                pair           form  LEADER_PERSON
merging:undo                 merged         form  LEADER_PERSON
merging:choose               hidden         form  CLOSED
register:restore             voided         post  RESTORES
register:voided              project        get   LEADS_PEOPLE
register:identity            hidden         form  CLOSED
register:void                hidden         form  CLOSED
register:protection          hidden         form  OWN_PERSON
register:open                hidden         post  AUTHORISED
register:close               hidden         post  AUTHORISED
register:authorised          hidden         form  AUTHORISE
register:revoke              authorised     post  AUTHORISE
register:detail              hidden         get   CLOSED
register:reveal              hidden         post  CLOSED
register:print               hidden         post  CLOSED
register:printed             hidden         post  CLOSED
register:edit                hidden         form  CLOSED
register:exit                hidden         form  CLOSED
register:reenter             hidden         form  CLOSED
register:spell               hidden_spell   form  CLOSED
register:outcome             hidden         form  CLOSED
register:exit                participation  form  OWN_PERSON
register:reenter             left           form  OWN_PERSON
register:spell               spell          form  OWN_PERSON
register:outcome             participation  form  OWN_PERSON
register:correct_outcome     outcome        form  OWN_PERSON
register:withdraw_outcome    outcome        form  OWN_PERSON
evidence:list                project        get   PEOPLE
evidence:requirements        project        form  EDIT
evidence:retention           project        get   EDIT
evidence:propose_retention   project        form  EDIT
evidence:confirm_retention   project        form  EDIT
evidence:hold_retention      project        form  EDIT
evidence:person              left           get   OWN_PERSON
evidence:person              hidden         get   CLOSED
evidence:add                 left           form  OWN_PERSON
evidence:add                 hidden         form  CLOSED
evidence:download            proof          get   -
evidence:more                proof          form  OWN_PERSON
evidence:review              proof_fact     form  OWN_PERSON
evidence:withdraw            proof          form  OWN_PERSON
privacy:extract                participation  form  OWN_PERSON
privacy:extract                hidden         form  CLOSED
reports:all                    -              get   SIGNED_IN
reports:csv_columns            language       get   SIGNED_IN
reports:expected               -              get   SIGNED_IN
reports:expected_file          -              get   SIGNED_IN
reports:downloads              -              get   SIGNED_IN
reports:report_downloads       submitted      get   DOWNLOADS
reports:report_downloads       draft          get   COMMENTS
reports:list                   project        get   REPORTS
reports:create                 project        form  EDIT
reports:duties                 project        get   OWED
reports:add_duty               project        form  OWED
reports:propose_duties         project        form  OWED
reports:change_duty            duty           form  OWED
reports:remove_duty            duty           form  OWED
reports:create_for_duty        duty           form  EDIT
reports:detail                 draft          get   DRAFT
reports:detail                 submitted      get   REPORTS
reports:progress               draft          get   DRAFT
reports:evidence               submitted      get   EVIDENCE
reports:evidence_person        counted        get   EVIDENCE
reports:changes                submitted      get   -
reports:since_last             submitted      get   EXACT
reports:since_last_people      submitted      get   EVIDENCE
reports:submit                 draft          form  DRAFT_WORK
reports:ready                  draft          form  DRAFT_WORK
reports:sign                   draft          form  SIGNS
reports:reopen                 draft          form  REOPENS
reports:notes                  project        get   ANSWER
reports:add_note               project        form  ANSWER
reports:add_report_note        submitted      form  ANSWER
reports:change_note            note           form  ANSWER
reports:remove_note            note           form  ANSWER
reports:overlap                draft          form  DRAFT_WORK
reports:answer                 submitted      form  ANSWER
reports:withdraw               submitted      form  EDIT
reports:next_version           submitted      post  EDIT
reports:delete                 draft          form  DRAFT_WORK
reports:write                  draft          form  DRAFT_WORK
reports:write_section          section        post  DRAFT_WORK
reports:copy_texts             draft          post  DRAFT_WORK
reports:writing                section        post  DRAFT_WORK
reports:comments               draft          form  COMMENTS
reports:comment_done           comment        post  COMMENTS
reports:attachments            draft          form  DRAFT_WORK
reports:attachment             attached       get   -
reports:remove_attachment      attached       post  DRAFT_WORK
reports:recompute              draft          post  DRAFT_WORK
reports:cancel                 draft          post  DRAFT_WORK
reports:retry                  draft          post  DRAFT_WORK
reports:download               draft_file     get   -
reports:download_with_commas   draft          get   -
reports:download_released_with_commas  draft  get   -
reports:beside                 submitted      get   REPORTS
reports:beside                 draft          get   DRAFT
reports:version                version        get   -
reports:released               draft          get   DRAFT
reports:released               submitted      get   REPORTS
reports:download_released      draft_file     get   -
"""
    + OTHER_ROWS
)

pytestmark = pytest.mark.django_db  # the scenario is made once for the module (see the fixture)

METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
USED_BY = {"get": ("get", "head"), "post": ("post",), "form": ("get", "head", "post")}
REFUSED = "405"
# Not asked in tests/access/test_without_row_level_security.py, which asks one outsider for each reason.
ASKED_HERE_ONLY = {
    f"{role}_{how}"
    for role in ("case_worker", "funder", "auditor", "representative")
    for how in ("elsewhere", "ended")
}
# Pages without arguments that list projects, reports or people.
LISTS = ("projects:list", "reports:all", "register:search", "privacy:log_overview")
# allauth's views answer OPTIONS, and redirect for any method.
OF_ALLAUTH = ("account_", "mfa_", "openid_", "socialaccount_", "usersessions_")


def rows():
    """Yield (name, target, usage, answers)."""
    for line in TABLE.strip().splitlines():
        name, target, usage, answers = line.split(maxsplit=3)
        yield name, target, usage, globals().get(answers, answers)


def rows_of_the_leader():
    for row in rows():
        if row[3] == "-" or row[3].split()[COLUMNS.index("leader")] == "ok":
            yield row


def names_of(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        elif pattern.namespace != "admin":
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names_of(pattern.url_patterns, inner)


@pytest.fixture(scope="module")
def scenario(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rolled_back(), one_record_of_activity():
        yield AccessScenario()


@pytest.fixture
def targets(cast):
    return targets_of(cast)  # for other modules that use the table


def is_asked_again(actor, name, target, method, wanted):
    """Tell whether the request of an actor adds nothing in a run of the usual size."""
    if DEEP:
        return False
    if method == "head":
        return True  # Django answers it by the view of GET: one actor of each answer is enough
    # Without row-level security, which only hides rows, the same actor is asked for every page, and refused.
    elsewhere = actor not in ASKED_HERE_ONLY and (target != "-" or name in LISTS)
    return elsewhere and (method == "get" or wanted != "ok")


@pytest.mark.parametrize(
    ("name", "target", "usage", "expected"),
    [pytest.param(*row, id=f"{row[0]}-{row[1]}") for row in rows() if row[3] != "-"],
)
def test_access_table(scenario, name, target, usage, expected):
    wanted = dict(zip(COLUMNS, expected.split(), strict=True))
    wrong = {}
    actors = scenario.actors_for(wanted)
    of_each_answer = {wanted[column_of(actor)]: actor for actor in actors}.values()
    for actor in actors:
        for method in USED_BY[usage]:
            if actor not in of_each_answer and is_asked_again(
                actor, name, target, method, wanted[column_of(actor)]
            ):
                continue
            answer = scenario.answer(actor, name, target, method)
            if answer != wanted[column_of(actor)]:
                wrong[actor, method] = f"{answer} instead of {wanted[column_of(actor)]}"
    assert not wrong


@pytest.mark.parametrize(
    ("number", "name", "target", "usage"),
    [
        pytest.param(number, *row[:3], id=f"{row[0]}-{row[1]}")
        for number, row in enumerate(rows())
        if not row[0].startswith(OF_ALLAUTH)
    ],
)
def test_other_methods_are_refused(scenario, number, name, target, usage):
    others = [method for method in METHODS if method not in USED_BY[usage]]
    # By the view, before it looks at the request's user, who is not set: and so to all users.
    path = reverse(name, args=scenario.targets[target])
    view, args, kwargs = resolve(path)
    by_view = {
        method: view(RequestFactory().generic(method.upper(), path), *args, **kwargs) for method in others
    }
    assert {method: answer.status_code for method, answer in by_view.items()} == dict.fromkeys(others, 405)
    # By the portal. Anonymous visitors may be redirected to sign in first; each row takes the next method.
    answers = {
        (actor, method): scenario.answer(actor, name, target, method)
        for actor in size(("anonymous", "without_role"), ("anonymous", "leader", "funder", "without_role"))
        for method in size([others[number % len(others)]], others)
    }
    fine = {"anonymous": (REFUSED, "302")}
    assert {k: answer for k, answer in answers.items() if answer not in fine.get(k[0], (REFUSED,))} == {}


def test_the_access_table_can_fail(scenario):
    # Positive control: pages open to the leader are closed to outsiders.
    who = ("leader", "project_leader_elsewhere", "project_leader_ended")
    found = [scenario.answer(actor, "register:detail", "participation", "get") for actor in who]
    assert found == ["ok", "404", "404"]


def test_every_address_is_in_the_table():
    known = {name for name, *_rest in rows()} | set(TESTED_ELSEWHERE)
    assert set(names_of(get_resolver().url_patterns)) == known
