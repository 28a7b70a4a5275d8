"""Costs of the pages: statements, none of them twice in one request, and templates compiled once."""

from collections import Counter
from unittest.mock import patch

import pytest
from django.db import connection
from django.template import Template
from django.test.utils import CaptureQueriesContext

from accounts.database_access import ENTER
from tests.addresses import addresses
from tests.factories import ParticipationFactory
from tests.queries import own_queries
from tests.sample_objects import FullProject
from tests.signing_in import one_record_of_activity, record_session

# Addresses that may ask the same twice, with the tables and the reason.
MAY_REPEAT = {
    "account_reset_password_from_key": ("accounts_user",),  # allauth's view reads the user again
    "projects:edit": (
        "projects_project",
    ),  # its form has changed the first copy, and the heading shows the stored one
    # The import that has ended is looked for before the draft.
    **{f"imports:import_{page}": ("projects_project",) for page in ("review", "row")},
    "team:invite": (
        "team_membership",
    ),  # what a member may grant is read again, for the case that it has ended
    "team:member": ("team_membership",),
    "register:authorised": ("team_membership",),  # the reader may be one of the authorised
    "team:end_membership": ("team_membership",),
    "merging:merge": (
        "register_outcomeevent",
        "register_spell",
    ),  # what is shown, and the version of the form
    "merging:undo": ("register_outcomeevent", "register_spell"),
}
# All statements of a request, also those of its transaction and its access scope.
MOST_STATEMENTS = {
    "register:list": 11,
    "register:detail": 15,
    "casework:day": 11,  # 6 of its own: the others are two savepoints, the session and two of the scope
    "projects:detail": 15,
    "register:register": 13,
    "reports:list": 10,
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_record_after_a_minute():
    # On a busy machine a test takes longer, and one of its requests would then have more statements.
    with one_record_of_activity():
        yield


@pytest.fixture
def full_project(cast):
    return FullProject(cast)


def statements_of(client, path):
    """Return the answer and its statements with their values."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    return response, captured.captured_queries


def repeated(statements):
    return {statement for statement, times in Counter(own_queries(statements)).items() if times > 1}


@pytest.mark.parametrize("role", ["leader", "case_worker", "funder", "administrator"])
def test_no_page_asks_the_same_twice(cast, full_project, sign_in, role):
    client = sign_in(getattr(cast, role))
    for address in addresses():
        if address.is_administration:
            continue
        response, statements = statements_of(client, full_project.path(address))
        if response.status_code != 200:
            continue
        tables = MAY_REPEAT.get(address.label, ())
        again = {
            each for each in repeated(statements) if not any(f'FROM "{table}"' in each for table in tables)
        }
        assert not again, address.label


@pytest.mark.parametrize("role", ["leader", "case_worker"])
def test_pages_of_a_project_take_few_statements(cast, full_project, sign_in, role):
    client = sign_in(getattr(cast, role))
    record_session(client, getattr(cast, role))
    taken = {}
    for address in addresses():
        if address.label in MOST_STATEMENTS:
            response, statements = statements_of(client, full_project.path(address))
            assert response.status_code == 200
            taken[address.label] = len(statements)

    assert taken.keys() == MOST_STATEMENTS.keys()
    assert {page: n for page, n in taken.items() if n > MOST_STATEMENTS[page]} == {}


@pytest.mark.django_db(transaction=True)
def test_a_request_reads_the_challenge_of_its_scope_with_its_session(cast, sign_in):
    client = sign_in(cast.leader)
    for _time in range(2):  # the first one knows no challenge of an earlier request
        _response, statements = statements_of(client, "/account/")
        assert sum(each["sql"].startswith(ENTER[:50]) for each in statements) == 1


def test_a_list_of_people_takes_as_many_statements_for_many_as_for_few(cast, full_project, sign_in):
    client, path = sign_in(cast.leader), f"/projects/{cast.project.slug}/participants/"
    _response, few = statements_of(client, path)
    ParticipationFactory.create_batch(10, project=cast.project)

    _response, many = statements_of(client, path)

    assert len(many) == len(few)


def test_a_page_compiles_no_template_when_it_is_shown_again(cast, full_project, sign_in):
    client = sign_in(cast.leader)
    pages = [full_project.path(each) for each in addresses() if each.label in MOST_STATEMENTS]
    for page in pages:
        client.get(page)
    compiled, compile_nodelist = [], Template.compile_nodelist

    def compile_again(template):
        compiled.append(str(template.source))
        return compile_nodelist(template)

    with patch.object(Template, "compile_nodelist", compile_again):
        for page in pages:
            assert client.get(page).status_code == 200

    assert compiled == []
