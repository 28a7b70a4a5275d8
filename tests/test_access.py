"""Every address of the portal and what it answers whom. An address that is not here fails the test.

A row: the address's name, its arguments, the method, and the answer for each of ACTORS in order.
302 for somebody not signed in is the way to the sign-in page; `ok` is 200 or, after a POST that was
carried out, 302. `-` is an answer that depends on more than access and is tested elsewhere.
"""

from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from participants.models import OutcomeEvent
from reporting.figures import compute
from reporting.models import Report, ReportJob
from tests.factories import (
    VASTERVIK,
    OutcomeEventFactory,
    ParticipationFactory,
)

ACTORS = ("anonymous", "leader", "case_worker", "colleague", "funder", "administrator", "stranger", "former")

# What everybody gets, by kind of page. `colleague` works in the project's other municipality.
PUBLIC = "ok ok ok ok ok ok ok ok"
SIGNED_IN = "302 ok ok ok ok ok ok ok"
FACTS = "302 ok ok ok ok ok 404 404"
MONEY = "302 ok 403 403 ok 403 404 404"
EDIT = "302 ok 403 403 403 403 404 404"
PEOPLE = "302 ok ok ok 403 403 404 404"
OWN_PERSON = "302 ok ok 404 404 404 404 404"
REPORTS = "302 ok ok ok ok 403 404 404"
DRAFT = "302 ok 404 404 404 404 404 404"

TABLE = """
home                             -              get   SIGNED_IN
account_logout                   -              get   PUBLIC
account_change_password          -              get   SIGNED_IN
accounts:account                 -              get   SIGNED_IN
accessibility                    -              get   PUBLIC
set_language                     -              post  PUBLIC
projects:list                    -              get   SIGNED_IN
projects:public                  project        get   PUBLIC
projects:detail                  project        get   FACTS
projects:about                   project        get   FACTS
projects:targets                 project        get   FACTS
projects:interventions           project        get   FACTS
projects:intervention            intervention   get   FACTS
projects:partners                project        get   FACTS
projects:money                   project        get   MONEY
projects:book                    line           get   EDIT
projects:edit                    project        get   EDIT
projects:edit_texts              project        get   EDIT
projects:add_row                 row_kind       get   EDIT
projects:change_row              row            get   EDIT
projects:remove_row              row            get   EDIT
participants:list                project        get   PEOPLE
participants:register            project        get   PEOPLE
participants:check               project        post  PEOPLE
participants:import_participants project        get   PEOPLE
participants:import_outcomes     project        get   PEOPLE
participants:import_template     template       get   PEOPLE
participants:search              -              post  -
participants:detail              participation  get   OWN_PERSON
participants:reveal              participation  post  OWN_PERSON
participants:print               participation  post  OWN_PERSON
participants:printed             participation  post  OWN_PERSON
participants:edit                participation  get   OWN_PERSON
participants:protection          participation  get   OWN_PERSON
participants:exit                participation  get   OWN_PERSON
participants:reenter             left           get   OWN_PERSON
participants:spell               spell          get   OWN_PERSON
participants:outcome             participation  get   OWN_PERSON
participants:correct_outcome     outcome        get   OWN_PERSON
participants:withdraw_outcome    outcome        get   OWN_PERSON
reporting:all                    -              get   SIGNED_IN
reporting:list                   project        get   REPORTS
reporting:create                 project        get   EDIT
reporting:detail                 draft          get   DRAFT
reporting:detail                 submitted      get   REPORTS
reporting:progress               draft          get   DRAFT
reporting:changes                submitted      get   -
reporting:submit                 draft          get   DRAFT
reporting:recompute              draft          post  DRAFT
reporting:retry                  draft          post  DRAFT
reporting:download               draft_file     get   -
"""

# Tested in their own modules: they need a browser's session, a letter's key, a file that waits
# or a finished report. The administration is Django's own, and has tests of who may open it.
ELSEWHERE = {
    "account_login": "tests/accounts",
    "account_inactive": "tests/accounts",
    "account_reauthenticate": "tests/accounts/test_confirming.py",
    "account_set_password": "tests/accounts",
    "account_reset_password": "tests/accounts",
    "account_reset_password_done": "tests/accounts",
    "account_reset_password_from_key": "tests/accounts",
    "account_reset_password_from_key_done": "tests/accounts",
    "gallery": "tests/browser",
    "policy_reports": "tests/esfportal/test_breaches.py",
    "participants:import_review": "tests/participants/test_import_pages.py",
    "participants:import_confirm": "tests/participants/test_import_pages.py",
    "participants:import_discard": "tests/participants/test_import_pages.py",
}


def rows():
    for line in TABLE.strip().splitlines():
        name, target, method, answers = line.split(maxsplit=3)
        yield name, target, method, globals().get(answers, answers)


def names_of(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        elif pattern.namespace != "admin":
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names_of(pattern.url_patterns, inner)


@pytest.fixture
def targets(cast):
    """What the addresses of the table point at: {word of the table: arguments}."""
    slug = cast.project.slug
    own = ParticipationFactory(project=cast.project)
    left = ParticipationFactory(project=cast.project, spell__left=True)
    ParticipationFactory(project=cast.project, spell__municipality_id=VASTERVIK)
    outcome = OutcomeEventFactory(participation=left, kind=OutcomeEvent.Kind.EMPLOYMENT)
    line = cast.project.financing.create(source="public_cash")
    target = cast.project.targets.create(
        code="participants", measure="participants", comparison="at_least", unit="number", value=10
    )
    draft = Report.objects.create(project=cast.project, starts_on=date(2018, 1, 1), ends_on=date(2018, 6, 30))
    submitted = Report.objects.create(
        project=cast.project,
        starts_on=date(2018, 1, 1),
        ends_on=date(2018, 12, 31),
        status=Report.Status.SUBMITTED,
        figures=compute(cast.project, ends_on=date(2018, 12, 31)).document.to_json(),
        digest="0" * 64,
        submitted_at=timezone.now(),
        submitted_by=cast.leader,
    )
    for report in (draft, submitted):
        ReportJob.objects.create(report=report)
    return {
        "-": [],
        "project": [slug],
        "intervention": [slug, cast.intervention.code],
        "line": [slug, line.pk],
        "row_kind": [slug, "targets"],
        "row": [slug, "targets", target.pk],
        "template": [slug, "participants", "sv"],
        "participation": [slug, own.public_id],
        "left": [slug, left.public_id],
        "spell": [slug, left.public_id, left.spells.get().pk],
        "outcome": [slug, left.public_id, outcome.pk],
        "draft": [slug, draft.public_id],
        "draft_file": [slug, draft.public_id, "pdf", "sv"],
        "submitted": [slug, submitted.public_id],
    }


def answers(cast, sign_in, name, arguments, method):
    """{actor: "302", "403", "404" or "ok"} for one address."""
    found = {}
    for actor in ACTORS:
        client = Client() if actor == "anonymous" else sign_in(getattr(cast, actor))
        response = getattr(client, method)(reverse(name, args=arguments))
        is_sign_in = response.status_code == 302 and response.url.startswith(reverse("account_login"))
        fine = response.status_code in (200, 204) or (response.status_code == 302 and not is_sign_in)
        found[actor] = "ok" if fine else str(response.status_code)
    return found


@pytest.mark.parametrize(
    ("name", "target", "method", "expected"),
    [pytest.param(*row, id=f"{row[0]}-{row[1]}") for row in rows() if row[3] != "-"],
)
def test_who_gets_what(cast, sign_in, targets, name, target, method, expected):
    found = answers(cast, sign_in, name, targets[target], method)
    assert found == dict(zip(ACTORS, expected.split(), strict=True))


def test_a_table_row_can_fail(cast, sign_in, targets):
    """The positive control: what is open to the leader is not open to a stranger."""
    found = answers(cast, sign_in, "participants:detail", targets["participation"], "get")
    assert (found["leader"], found["stranger"]) == ("ok", "404")


def test_every_address_is_in_the_table():
    known = {name for name, *_rest in rows()} | set(ELSEWHERE)
    assert set(names_of(get_resolver().url_patterns)) == known
