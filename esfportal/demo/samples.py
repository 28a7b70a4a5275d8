"""Made-up random samples of the running project: a closed one of people, and an open one of a claim."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from esfportal.demo.data.accounts import DOMAIN
from projects.team.models import Membership
from reporting.claims.models import Claim
from reporting.indicators.enums import Span
from reporting.indicators.measures import PARTICIPANTS
from reporting.sampling import questions
from reporting.sampling.actions import check_item, close_sample, draw_sample
from reporting.sampling.lists import list_of_claim, list_of_figure
from reporting.sampling.models import Sample
from reporting.sampling.states import Answer, Method, Source

AUDITOR = "revisor"
NOTE = "Intyget är daterat efter startdagen (påhittat)."
DAYS = 60


def build_samples(project):
    """Draw the samples of the project's first submitted report and claim, once."""
    report = project.reports.submitted().order_by("submitted_at", "pk").first()
    claim = Claim.objects.in_project(project).submitted().order_by("number").first()
    if report is None or claim is None or Sample.objects.in_project(project).exists():
        return
    auditor = _auditor_of(project)
    people = list_of_figure(report, PARTICIPANTS, Span.CUMULATIVE)
    closed = _draw(people, project, size=10, seed="2018-vagval", by=auditor)
    for item in closed.items.all():
        _check(item, has_fault=item.position == 4, by=auditor)
    close_sample(closed, by=auditor)
    money = _draw(list_of_claim(claim), project, size=5, seed="2018-vagval", method=Method.AMOUNT, by=auditor)
    for item in money.items.all()[:2]:
        _check(item, has_fault=item.position == 2, by=auditor)


def _auditor_of(project):
    user = User.objects.get(email=f"{AUDITOR}@{DOMAIN}")
    today = timezone.localdate()
    given = {"starts_on": today, "ends_on": today + timedelta(days=DAYS), "reason": "Revision av ansökningar"}
    Membership.objects.get_or_create(user=user, role=Role.AUDITOR, project=project, defaults=given)
    return user


def _draw(frozen, project, *, size, by, seed, method=Method.RANDOM):
    asked = questions.questions_of(Source(frozen.source).subject)
    size = min(size, len(frozen.drawable))
    return draw_sample(frozen, project=project, method=method, seed=seed, size=size, questions=asked, by=by)


def _check(item, *, has_fault, by):
    answers = dict.fromkeys((each["key"] for each in item.sample.questions), Answer.OK)
    if has_fault:
        answers[item.sample.questions[1]["key"]] = Answer.FAULT
    amount = (item.amount / 10).quantize(Decimal("0.01")) if has_fault and item.amount else None
    check_item(item, answers=answers, fault_amount=amount, note=NOTE if has_fault else "", by=by)
