"""A funder's page explains the sign of hidden numbers exactly where it has one."""

from dataclasses import replace

import pytest
from django.urls import reverse

from reporting.indicators.document import HIDDEN, Count, PartLine, PartTable
from reporting.indicators.names import Name
from reporting.reports import releases
from tests.factories import InterventionFactory
from tests.reporting.reports.documents import INDIVIDUALS, create_submitted_report, kalmar

pytestmark = pytest.mark.django_db
SIGN, NOTE = f'<span aria-hidden="true">{HIDDEN}</span>', "står för 1–4 personer"
MANY, FEW = Count(40, 30), Count(33, 2)
MEASURES = ("participants", "leavers", "work", "occupation", "progression")


def part(code, count, **more):
    return PartLine(code, Name(code or "Utan", ""), {**dict.fromkeys(MEASURES, count), **more})


WHOLE = [part("a", MANY), part("b", MANY)]
DOCUMENTS = {
    "nothing": [PartTable("intervention", WHOLE)],
    "an intervention": [
        PartTable("intervention", [part("a", Count(1, 2)), part("b", MANY), part("c", Count(1, 1))])
    ],
    "a measure that no table shows": [
        PartTable("intervention", [part(code, MANY, work=FEW) for code in ("a", "b", "c")])
    ],
    "a municipality": [
        PartTable("intervention", WHOLE),
        PartTable("municipality", [part(code, FEW) for code in ("0880", "0882", "0883")]),
    ],
}


@pytest.fixture
def pages(cast, sign_in):
    for code in ("a", "b", "c"):
        InterventionFactory(project=cast.project, code=code, name=code)
    funder = sign_in(cast.funder)
    slug = [cast.project.slug]
    addresses = [
        *(reverse(f"projects:{name}", args=slug) for name in ("detail", "targets", "interventions", "about")),
        *(reverse("projects:intervention", args=[*slug, code]) for code in ("a", "b")),
    ]
    return lambda: {address: funder.get(address).content.decode() for address in addresses}


@pytest.mark.parametrize("hidden", DOCUMENTS)
def test_the_note_stands_where_a_number_is_hidden_and_nowhere_else(cast, pages, hidden):
    targets = [replace(INDIVIDUALS, cumulative=MANY, period=FEW)]
    create_submitted_report(cast.project, kalmar(parts=DOCUMENTS[hidden], targets=targets, rules=[]))
    releases.release_overdue_reports()
    shown = pages()
    assert {path: NOTE in page for path, page in shown.items()} == {
        path: SIGN in page for path, page in shown.items()
    }
    assert any(SIGN in page for page in shown.values()) == (hidden == "an intervention")
