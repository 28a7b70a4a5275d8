"""Made-up plans, notes and measurements of the running project's participants, around the day it is loaded."""

from datetime import time, timedelta
from random import Random

from django.utils import timezone

from esfportal.demo.data import running_project
from participants.plans.actions import add_step, choose_scale, measure, save_plan, sign_plan, write_note
from participants.plans.models import Measurement, Note, Plan, Step
from participants.plans.scale_files import HIGHEST, scales
from participants.register.models import Spell
from projects.models import Project

SEED = "esfportal plans"
GOALS = (
    "Jag vill arbeta i ett kök, helst på en skola.\nJag vill kunna hämta barnen klockan fyra.",
    "Jag vill komma tillbaka till lagerarbete, men inte på nätter.",
    "Jag vill bli undersköterska. Först behöver jag läsa svenska på grundläggande nivå.",
    "Jag vill ha ett arbete där jag får vara ute. Gärna med djur eller i en park.",
    "Jag vill orka arbeta halva dagar till våren.",
)
STEPS = (
    ("Skriva klart meritförteckningen", Step.Responsible.PARTICIPANT),
    ("Ringa två arbetsplatser om praktik", Step.Responsible.CASE_WORKER),
    ("Göra studiebesök i ett kök", Step.Responsible.BOTH),
    ("Söka till kursen i truckkörning", Step.Responsible.PARTICIPANT),
    ("Fråga vårdcentralen om en tid hos arbetsterapeuten", Step.Responsible.OTHER),
)
NOTES = (
    (
        Note.Kind.CONVERSATION,
        Note.Readers.ALL,
        "Berättar att provdagen gick bra. Vill gärna komma tillbaka dit.",
    ),
    (Note.Kind.TELEPHONE, Note.Readers.ALL, "Ringde om praktikplatsen. Svar senast på fredag."),
    (
        Note.Kind.OTHER_BODY,
        Note.Readers.CASE_WORKER,
        "Handläggaren på Arbetsförmedlingen håller med om planen.",
    ),
    (Note.Kind.OBSERVATION, Note.Readers.AUTHOR, "Verkar trött på eftermiddagarna. Tar upp det nästa gång."),
)
MEETING_AT = (time(9), time(10, 30), time(13, 15))


def build_plans(*, case_worker):
    """Plan with a quarter of those who take part, if no plan has been written in the project."""
    if Plan.objects.filter(participation__project__slug=running_project.SLUG).exists():
        return
    rng = Random(SEED)  # noqa: S311  (made-up plans, no secret)  # nosec B311
    spells = Spell.objects.filter(participation__project__slug=running_project.SLUG, exit_date__isnull=True)
    project = Project.objects.get(slug=running_project.SLUG)
    choose_scale(project, scales()["own"], is_used=True, agreement_number="", by=case_worker)
    for spell in spells.select_related("participation__project", "case_worker").order_by("pk"):
        if rng.random() < 0.25 and not spell.participation.is_protected:
            _plan(spell.participation, rng, spell.case_worker or case_worker)


def _plan(participation, rng, by):
    today = timezone.localdate()
    renew_by = today + timedelta(rng.choice((2, 20, 45, 70)))
    save_plan(participation, goals=rng.choice(GOALS), renew_by=renew_by, by=by)
    for text, responsible in rng.sample(STEPS, 3):
        due_on = today + timedelta(rng.randint(-12, 25))
        step = {"kind": Step.Kind.STEP, "text": text, "due_on": due_on, "starts_at": None}
        state = Step.State.DONE if due_on < today and rng.random() < 0.8 else Step.State.PLANNED
        add_step(participation, values={**step, "responsible": responsible, "state": state}, by=by)
    meeting = {
        "kind": Step.Kind.MEETING,
        "text": "Gå igenom planen",
        "due_on": today + timedelta(rng.randint(0, 21)),
        "starts_at": rng.choice(MEETING_AT),
        "responsible": Step.Responsible.BOTH,
    }
    add_step(participation, values=meeting, by=by)
    if rng.random() < 0.6:
        sign_plan(participation, signed_on=today - timedelta(rng.randint(0, 20)), by=by)
    _measure(participation, rng, by)
    for kind, readers, text in rng.sample(NOTES, rng.randint(0, 2)):
        day = today - timedelta(rng.randint(1, 30))
        write_note(participation, text=text, kind=kind, readers=readers, happened_on=day, by=by)


def _measure(participation, rng, by):
    """Measure up to three times, with small steps up on the whole."""
    scale, today = scales()["own"], timezone.localdate()
    level = {question.key: rng.randint(2, 6) for question in scale.questions}
    since = (today - participation.spells.earliest("entry_date").entry_date).days
    days = [ago for ago in (since - 5, since - 95, since - 185, 3) if ago >= 0]
    days = sorted({*days[: rng.randint(1, 4)]}, reverse=True)
    for number, ago in enumerate(days):
        for answered_by in Measurement.AnsweredBy.values:
            answers = {question.key: level[question.key] for question in scale.asked(answered_by)}
            if rng.random() < 0.2:
                answers[rng.choice(list(answers))] = Measurement.REFUSED
            occasion = Measurement.Occasion.PERIODIC if number else Measurement.Occasion.START
            given = {"occasion": occasion, "measured_on": today - timedelta(ago), "answers": answers}
            measure(participation, scale=scale, answered_by=answered_by, by=by, **given)
        level = {key: min(HIGHEST, value + rng.choice((0, 0, 1, 1, 2))) for key, value in level.items()}
