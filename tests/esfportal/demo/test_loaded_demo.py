"""The demo as it is loaded: the published figures are matched, and the running project's day has work."""

from io import StringIO
from itertools import chain

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from accounts.models import AccessLogEntry, User
from accounts.permissions import Role
from esfportal.demo.data import running_project
from esfportal.demo.data.access_log import MANY
from esfportal.demo.data.daily_work.waiting import DOUBLES, HANDED_OVER
from esfportal.demo.data.numbers import DAYS_WITHOUT, FIRST_DAY
from esfportal.demo.summary import accounts
from participants.casework.caseload import MINE, people_of
from participants.casework.kinds import kinds
from participants.casework.worklist import read_waiting
from participants.evidence.choices import FactState
from participants.evidence.states import participations_with_states
from participants.imports.models import ImportDraft, ImportJob
from participants.merging import candidates
from participants.own_page.models import OwnPageLink
from participants.privacy.log_review.findings import of_protected
from participants.privacy.log_review.unusual_days import unusual_days
from participants.privacy.models import LogReview
from participants.register.identity.numbers import decrypt_number
from participants.register.models import OutcomeEvent, Participation, Person, Protection, Spell
from participants.register.protection.authorisation import authorised_case_workers
from participants.week_sheets.models import WeekSheet
from projects.models import FinancingEntry, Project
from reporting.cofinancing.models import Booking, Rate
from reporting.indicators.figures import compute
from tests.command_output import problems_of


def measures(slug):
    document = compute(Project.objects.get(slug=slug)).document
    lines = {line.code: line for line in document.measures}
    return document, {code: line.cumulative for code, line in lines.items()}, lines


def twins(participation):
    return candidates.alike(participation, User.objects.get(email__startswith="projektledare.spik"))


def test_published_figures_come_out(demo, published_numbers):
    document, kalmar, lines = measures("kalmar")
    assert (kalmar["participants"].total, kalmar["leavers"].total) == (382, 328)
    assert kalmar["occupation"].total == 267
    goal = next(line for line in document.targets if line.code == "occupation")
    assert (goal.cumulative.total, goal.base.total, goal.rate) == (267, 382, "69.9")  # 70 per cent
    targets = {line.code: line for line in document.targets}
    assert (targets["participants"].value, targets["occupation"].value) == ("418", "60")
    parts = {table.kind: {line.code: line.measures for line in table.lines} for table in document.parts}
    assert parts["intervention"]["sokandelots"]["participants"].total == 30
    assert parts["intervention"]["kalejdo"]["participants"].men == 0

    _, all_in, _ = measures("all-in")
    assert all_in["participants"].total <= 648
    assert all_in["participants"].women * 2 >= all_in["participants"].total
    assert 0 < all_in["work"].total < 390

    document, _, _ = measures("intro")
    sub_projects = next(table for table in document.parts if table.kind == "sub_project")
    assert {line.code: line.measures["participants"].total for line in sub_projects.lines}["alvsbyn"] == 55
    assert OutcomeEvent.objects.filter(kind="self_employment", participation__project__slug="intro").exists()

    document, centre, lines = measures("resurscentrum")
    assert all(count.total == 0 for count in centre.values())
    assert lines["occupation"].rate == ""
    assert all(line.cumulative.total == 0 for line in document.outputs)

    ages = Participation.objects.filter(project__slug="spik").values_list("person__birth_date", flat=True)
    _, spik, _ = measures("spik")
    assert len(ages) == spik["participants"].total > 100
    assert FinancingEntry.objects.filter(
        line__project__slug="spik", line__source__startswith="in_kind"
    ).exists()

    again = [each for each in Participation.objects.filter(project__slug="spik") if twins(each)]
    assert len({each.full_name for each in again}) == 1
    assert len(again) == 2
    for person in Person.objects.exclude(number_kind="none"):
        assert published_numbers[decrypt_number(person)] == person.sex
    without = Person.objects.filter(number_kind="none", birth_date__gte=FIRST_DAY)
    assert without.exclude(birth_date__in=DAYS_WITHOUT).count() == DOUBLES  # registered again without it
    protected = Participation.objects.protected().select_related("person")
    assert {p.person.protection for p in protected} == set(Protection.values) - {"none"}
    for participation in protected:
        (case_worker,) = authorised_case_workers(participation)
        assert case_worker.may_open
    assert document.project.slug == "resurscentrum"


def test_a_second_run_changes_nothing(demo):
    before = [
        model.objects.count()
        for model in (Participation, Spell, OutcomeEvent, FinancingEntry, User, AccessLogEntry)
    ]
    again = StringIO()
    call_command("load_demo", stdout=again)
    assert "kalmar: 382 made-up participants" in demo
    assert problems_of(demo) == problems_of(again.getvalue()) == []
    assert before == [
        model.objects.count()
        for model in (Participation, Spell, OutcomeEvent, FinancingEntry, User, AccessLogEntry)
    ]


def test_it_has_an_import_history_with_a_waiting_review(demo):
    jobs = ImportJob.objects.filter(project__slug=running_project.SLUG)
    found = {(job.kind, job.state, hasattr(job, "undone")) for job in jobs.select_related("undone")}
    assert found == {
        ("outcomes", "done", False),
        ("employers", "done", False),
        ("participants", "done", True),
        ("attendance", "cancelled", False),
    }
    assert ImportDraft.objects.get().kind == "participants"


def test_one_month_of_the_access_log_is_signed_off(demo):
    last, before = LogReview.objects.order_by("-month")
    assert (last.is_signed, before.is_signed) == (False, True)
    assert len(last.sample) == settings.ACCESS_LOG_SAMPLE
    read = AccessLogEntry.objects.in_project(last.project).of_month(last.month)
    (day,) = unusual_days(read)
    assert day.people >= MANY
    assert of_protected(read, last.project).exists()
    assert read.outside_hours().exists()


def test_a_second_run_keeps_what_a_leader_changed(demo):
    Project.objects.filter(slug="kalmar").update(staffing="En processledare")
    call_command("load_demo", stdout=StringIO())
    assert Project.objects.get(slug="kalmar").staffing == "En processledare"


def test_every_role_of_the_demo_can_sign_in(demo, client):
    for role in (Role.ADMINISTRATOR, Role.PROJECT_LEADER, Role.CASE_WORKER, Role.FUNDER):
        user = User.objects.filter(memberships__role=role).first()
        assert client.login(email=user.email, password=settings.DEMO_PASSWORD)


def test_the_project_runs(demo):
    project = Project.objects.get(slug=running_project.SLUG)
    document = compute(project).document
    measures = {line.code: line.cumulative for line in document.measures}
    assert measures["participants"].total == 180 + DOUBLES
    assert 60 < measures["leavers"].total < 120
    states = {line.code: line.state for line in document.targets}
    assert states["participants"] in ("on_track", "behind")
    assert "påhittat" in project.name
    protected = project.participations.protected()
    assert [each.created_by.full_name for each in protected] == ["Demo Handläggare Sandviken"]
    check_the_working_day(User.objects.get(email="handlaggare.gavle@demo.example"))


def check_the_working_day(user):
    """My day of the case worker in Gävle has work of every kind that a running project can have."""
    waiting = read_waiting(people_of(user, MINE), user=user, today=timezone.localdate())
    found = {row.kind.key for row in waiting}
    assert {kind.key for kind in kinds()} - found == {
        "no-exit",
        "without-worker",
        "monthly-file",
        "monthly-file-again",
        "certificate-unconfirmed",
        "survey-contact",
        "extract",
    }  # the project has not ended; leaders' alone; all were sent today; no survey is tied; not asked for
    assert sum(row.kind.key == "double" for row in waiting) == DOUBLES
    (handover,) = [row for row in waiting if row.kind.key == "handover"]
    assert handover.detail.endswith(f" {HANDED_OVER}")
    assert sum(bool(row.put_off_until) for row in waiting) == 1
    people = participations_with_states(people_of(user, MINE))
    states = {*chain(*people.values_list("state_of_target_group", "state_of_status"))}
    assert {*FactState} - {FactState.NOT_NEEDED} <= states


def test_it_has_week_sheets_own_pages_and_a_booking(demo):
    sheets = WeekSheet.objects.filter(project__slug=running_project.SLUG).order_by("pk")
    assert [(each.state, each.has_link) for each in sheets] == [
        ("open", False),
        ("open", True),
        ("confirmed", False),
        ("recorded", False),
        ("open", False),  # again
    ]
    assert sheets[4].content["confirmations"][0]["because"]
    assert [each.opened_at is not None for each in OwnPageLink.objects.order_by("pk")] == [False, True]
    assert all("Påhittad" in source for source in Rate.objects.values_list("source", flat=True))
    booking = Booking.objects.get()
    assert booking.entry.amount == sum(line.amount for line in booking.lines.all()) > 0


def test_its_accounts_are_named_first(demo):
    first, *workers, fifth, sixth = [email.partition("@")[0] for email, _role in accounts()][:6]
    assert {*workers} == {"handlaggare.gavle", "handlaggare.hofors", "handlaggare.sandviken"}
    assert (first, fifth, sixth) == ("foretradare.vagval", "esf.vagval", "projektledare.vagval")
