"""Lists of each kind with any cells: answered, their rows add up, and saved whole or not at all."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from participants.attendance.models import Attendance
from participants.employers.models import Employer
from participants.imports.models import ImportDraft, ImportJob
from participants.register.models import OutcomeEvent, Spell
from projects.models import FinancingEntry
from tests.factories import ParticipationFactory, PersonFactory
from tests.jobs import run_jobs
from tests.numbers import nth_number
from tests.participants.attendance.examples import activity_of, enrolment_of, session_of
from tests.participants.imports.files import ASA, BO, EVA, csv_file, outcome, person
from tests.sizes import size

pytestmark = pytest.mark.django_db
MONDAY = date(2018, 3, 5)
NUMBERS = [ASA, BO, EVA, nth_number(7)]


def attended(number=ASA, **values):
    row = {"activity": "Kalejdo A1", "date": "2018-03-05", "from": "09:00", "participant": number}
    return row | {"attendance": "present", "minutes_missed": "", "reason": "", **values}


def employer(number=ASA, **values):
    return {"employer": f"Företag {NUMBERS.index(number)}", "branch": "bygg", "sole_trader": "nej", **values}


def booked(number=ASA, **values):
    row = {"date": "2018-03-05", "source": "public_cash", "amount": "1 250,50", "purpose": "", "hours": ""}
    return row | {"voucher": f"A {NUMBERS.index(number)}", "note": "", **values}


# Of each kind: a right row, the results that add a row to the table, and the table.
KINDS = {
    "participants": (person, ("created",), Spell),
    "outcomes": (outcome, ("created", "updated"), OutcomeEvent),
    "attendance": (attended, ("created",), Attendance),
    "employers": (employer, ("created",), Employer),
    "bookings": (booked, ("created",), FinancingEntry),
}
OWN = {
    "participants": {
        "given_name": "Bo",
        "municipality": "0880",
        "entry_date": "2018-11-01",
        "exit_date": "2018-12-01",
        "exit_reason": "moved",
        "education_level": "8",
        "protected_identity": "protected_registration",
    },
    "outcomes": {"kind": "education", "date": "2018-07-01", "evidence": "Intyg", "improvement": "promotion"},
    "attendance": {"attendance": "absent", "reason": "ill", "minutes_missed": "15", "from": "13:00"},
    "employers": {
        "organisation_number": "556016-0680",
        "branch": "R",
        "address": "Kajgatan 1",
        "municipality": "0882",
        "contact": "Karin Ek",
        "phone": "0491-1",
    },
    "bookings": {
        "source": "in_kind_time",
        "amount": "-10.000,00",
        "hours": "2,5",
        "voucher": "",
        "note": "x",
    },
}
STRANGE = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["", "2018-02-30", "9999-12-31", "=1+1", "#N/A", "\x00", "\u202e", "å" * 3000, *NUMBERS]),
)


@st.composite
def lists(draw, kind):
    row, _added, _model = KINDS[kind]
    rows = []
    for number in draw(st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=5)):
        right = draw(st.sets(st.sampled_from(sorted(OWN[kind]))))
        rows.append(row(number, **{name: OWN[kind][name] for name in right}))
    for _each in range(draw(st.integers(0, 2))):
        found = draw(st.sampled_from(rows))
        found[draw(st.sampled_from(sorted(found)))] = draw(STRANGE)
    return rows


def register(project):
    """Store two participants with a planned session, attendance for none, and two sources of money."""
    session = session_of(activity_of(project), MONDAY)
    for number in (ASA, BO):
        known = ParticipationFactory(
            project=project,
            person=PersonFactory(number=number),
            given_name="Åsa",
            family_name="Öberg",
            spell__entry_date="2018-03-01",
        )
        enrolment_of(known, session.activity)
    for source in ("public_cash", "in_kind_time"):
        project.financing.create(source=source)


def upload(client, project, kind, rows):
    file = csv_file(rows, kind)
    file.name = "lista.csv"
    return client.post(
        reverse(f"imports:import_{kind}", args=[project.slug]), {"file": file, "sheet": ""}, follow=True
    )


def confirm(client, project, context):
    """Answer all that is asked, and return the state of the job."""
    asked = context["answers"].initial["asked"]
    draft = ImportDraft.objects.get()
    answers = {"asked": asked, "confirmed": asked, "asks_reason": "True", "reason": "Fel i listan"}
    client.post(reverse("imports:import_confirm", args=[project.slug, draft.pk]), answers)
    run_jobs("import")
    return ImportJob.objects.get().state


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_is_saved_whole_or_not_at_all(cast, sign_in, kind):
    client, saved = sign_in(cast.leader), set()
    register(cast.project)
    row, added, model = KINDS[kind]

    @settings(
        max_examples=size(8, 200),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
    )
    @example(rows=[row(BO, **({"given_name": "Åsa"} if kind == "participants" else {}))])
    @given(rows=lists(kind))
    def check(rows):
        with transaction.atomic():
            before = model.objects.count()
            page = upload(client, cast.project, kind, rows)
            assert page.status_code == 200
            context = page.context
            if "listed" in context:
                everything, *states = [link.count for link in context["listed"].links]
                assert everything == sum(states)
            state, expected = "", 0
            if plan := context.get("plan"):
                assert everything == len(rows) == sum(plan.counts.values())
                state = confirm(client, cast.project, context)
                expected = sum(plan.counts.get(name, 0) for name in added) if state == "done" else 0
            assert model.objects.count() - before == expected
            saved.add(state)
            transaction.set_rollback(True)

    check()
    assert "done" in saved
