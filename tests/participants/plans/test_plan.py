"""A participant's plan: goals in own words, steps and meetings, the signature, and the plan on paper."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.audit.models import AuditEntry
from accounts.database_access import user_scope
from participants.casework.worklist import read_waiting
from participants.plans.models import Plan, Step
from participants.register.models import Participation
from tests.factories import OSKARSHAMN, ParticipationFactory, PlanFactory, StepFactory
from tests.numbers import nth_number
from tests.participants.merging.test_merging import merge, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(cast):
    return ParticipationFactory(
        project=cast.project,
        spell__municipality_id=OSKARSHAMN,
        spell__case_worker=cast.case_worker,
    )


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.case_worker)


def address(participation, name="plan", *more):
    return reverse(f"plans:{name}", args=[participation.project.slug, participation.public_id, *more])


def day(number):
    return timezone.localdate() + timedelta(number)


def sent_by(client, path, **data):
    """Return the data that the form of the page sends, with `data` typed into it."""
    form = client.get(path).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    hidden = {"version": getattr(form, "version", ""), "form-number": ""}
    return {name: "" if value is None else value for name, value in (sent | hidden | data).items()}


def save(client, path, **data):
    return client.post(path, sent_by(client, path, **data))


def test_the_goals_stay_in_the_participants_own_words_and_encrypted(client, person):
    words = "Jag vill laga mat åt andra.\n\nInte på nätter."
    assert save(client, address(person, "edit"), goals=words, renew_by=day(90)).status_code == 302
    plan = Plan.objects.get()
    page = client.get(address(person)).text
    assert plan.text == words
    assert "laga mat" in page
    assert "Inte på nätter." in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT text_encrypted FROM plans_plan")
        assert b"laga" not in bytes(cursor.fetchone()[0])
    # Encrypted for its row: copied to another, it can't be read.
    other = PlanFactory(participation=ParticipationFactory(project=person.project))
    Plan.objects.filter(pk=other.pk).update(text_encrypted=plan.text_encrypted)
    assert "går inte att läsa" in client.get(address(other.participation)).text


@pytest.mark.parametrize(
    ("page", "typed"),
    [("edit", {"goals": "Ring {}", "renew_by": None}), ("add_step", {"text": "Ring {}", "due_on": None})],
)
def test_personal_numbers_are_refused_in_texts(client, person, page, typed):
    number = nth_number(7)
    data = {name: day(5) if text is None else text.format(number) for name, text in typed.items()}
    response = save(client, address(person, page), kind="step", responsible="both", **data)
    assert response.status_code == 200
    assert "personnummer" in str(response.context["form"].errors)
    assert not Plan.objects.exists()
    assert not Step.objects.exists()


def test_a_signature_holds_for_what_was_agreed_before(client, person):
    plan, step = PlanFactory(participation=person), StepFactory(participation=person)
    form = client.get(address(person, "sign")).context["form"]
    version = form.version_html().split('value="')[1].split('"')[0]
    assert client.post(address(person, "sign"), {"signed_on": day(1), "version": version}).status_code == 200
    assert client.post(address(person, "sign"), {"signed_on": day(0), "version": version}).status_code == 302
    assert "har ändrats sedan dess" not in client.get(address(person)).text
    # That a step is done changes nothing of what was agreed.
    save(client, address(person, "step", step.pk), state="done")
    assert "har ändrats sedan dess" not in client.get(address(person)).text
    save(client, address(person, "step", step.pk), text="Något helt annat.")
    plan.refresh_from_db()
    step.refresh_from_db()
    assert (plan.signed_on, step.state, step.settled_on) == (day(0), "done", day(0))
    assert "har ändrats sedan dess" in client.get(address(person)).text
    actions = AuditEntry.objects.about(person).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["plan_signed", "step_changed", "step_changed"]


def test_a_request_that_comes_twice_adds_one_step(client, person):
    path = address(person, "add_step")
    page = client.get(path).text
    number = page.split('name="form-number" value="')[1].split('"')[0]
    typed = {"kind": "meeting", "text": "Träffa kocken", "due_on": day(3), "starts_at": "9:30"}
    sent = {**typed, "responsible": "both", "form-number": number}
    assert [client.post(path, sent).status_code for _ in range(2)] == [302, 302]
    assert Step.objects.get().text == "Träffa kocken"
    assert "kl. 09:30" in client.get(address(person)).text


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Det här vill jag nå"), ("en", "What I want to reach")]
)
def test_the_paper_is_accessible_and_in_the_chosen_language(client, person, language, words):
    PlanFactory(participation=person, text="Jag vill arbeta #link(med) *mat*.")
    StepFactory(participation=person, text="Ringa köket")
    response = client.post(address(person, "paper"), {"language": language})
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    for shown in (words, "#link(med) *mat*", "Ringa köket", person.full_name):
        assert shown in text
    assert person.family_name not in response["Content-Disposition"]
    assert b"pdfuaid:part" in response.content


def test_my_day_has_what_is_due_until_it_is_settled(cast, client, person):
    left = ParticipationFactory(project=cast.project, spell__left=True, spell__municipality_id=OSKARSHAMN)
    PlanFactory(participation=left, renew_by=day(-9))
    PlanFactory(participation=person, renew_by=day(7))
    step = StepFactory(participation=person, due_on=day(-1))
    StepFactory(participation=person, kind="meeting", due_on=day(7))
    StepFactory(participation=person, due_on=day(8))

    def waiting():
        people = Participation.objects.filter(pk__in=[person.pk, left.pk])
        with user_scope(cast.case_worker):
            rows = read_waiting(people, user=cast.case_worker, today=timezone.localdate())
        return [row.kind.key for row in rows if row.kind.key in ("plan", "step", "meeting")]

    assert waiting() == ["plan", "step", "meeting"]
    save(client, address(person, "step", step.pk), state="missed")
    save(client, address(person, "edit"), renew_by=day(60))
    assert waiting() == ["meeting"]


def test_keys_are_rotated(person, settings):
    plan, step = PlanFactory(participation=person), StepFactory(participation=person)
    settings.DATA_KEYS = {**settings.DATA_KEYS, 9: b"9" * 32}
    settings.DATA_KEY_VERSION = 9
    call_command("rotate_keys", stdout=io.StringIO())
    for row in (plan, step):
        text = row.text
        row.refresh_from_db()
        assert (row.text_key_version, row.text) == (9, text)


def test_a_merged_record_has_the_plans_of_both_and_an_undone_merge_keeps_what_came_later(cast, sign_in):
    leader = sign_in(cast.leader)
    pair = [ParticipationFactory(project=cast.project, spell__left=True) for _ in range(2)]
    PlanFactory(participation=pair[0], text="Före sammanslagningen")
    merge(leader, *pair)
    merged = Participation.objects.get(project=cast.project)
    assert "Före sammanslagningen" in leader.get(address(merged)).text
    later = StepFactory(participation=merged)
    assert "carry_to" in undo(leader, merged).context["form"].errors
    undo(leader, merged, carry_to="second")
    later.refresh_from_db()
    assert later.participation == pair[1]
    assert "Före sammanslagningen" in leader.get(address(pair[0])).text
