"""Made-up claims of the running project: paid, submitted, and a draft."""

from datetime import timedelta

from django.db import transaction

from esfportal.demo.data import running_project
from projects.models import Project
from reporting.claims.actions import add_claim, decide_claim, pay_claim, submit_claim
from reporting.claims.models import Claim
from reporting.claims.pages import amount_to_state

REFERENCE = "2018/00077 (påhittat)"


@transaction.atomic
def build_claims(*, by):
    project = Project.objects.get(slug=running_project.SLUG)
    if Claim.objects.in_project(project).exists():
        return
    first, second, third, *_rest = running_project.quarters(project.starts_on)
    for number, (starts_on, ends_on) in enumerate((first, second)):
        claim = add_claim(project, starts_on=starts_on, ends_on=ends_on, by=by)
        day = ends_on + timedelta(days=20)
        claim = submit_claim(claim, submitted_on=day, reference=REFERENCE, by=by)
        if number == 0:
            amount, day = amount_to_state(claim), day + timedelta(days=30)
            claim = decide_claim(claim, decided_on=day, approved=amount, reason="", by=by)
            pay_claim(claim, paid_on=day + timedelta(days=10), paid=amount, by=by)
    add_claim(project, starts_on=third[0], ends_on=third[1], by=by)
