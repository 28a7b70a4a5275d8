"""Samples for tests."""

from decimal import Decimal

from reporting.indicators.enums import Span
from reporting.indicators.measures import PARTICIPANTS
from reporting.sampling import actions, questions
from reporting.sampling.lists import list_of_claim, list_of_figure
from reporting.sampling.states import Answer, Method
from tests.factories import MembershipFactory

# For tests/sample_objects.py: values of the parameters of addresses.
OF_SAMPLES = {
    ("sampling", "pk"): lambda full_project: full_project.closed_sample.pk,
    ("sampling:close", "pk"): lambda full_project: full_project.open_sample.pk,
    ("sampling:check", "pk"): lambda full_project: full_project.open_sample.pk,
    ("sampling", "position"): lambda full: place_of(full.closed_sample, full.own),
    ("sampling:check", "position"): lambda full: place_of(full.open_sample, full.own),
    ("sampling", "list_key"): lambda full_project: f"report-{full_project.submitted.public_id}",
}


def sample_of(report, *, by, size=None, seed="prov"):
    """Return an open sample of the participants counted in a report, of all without a size."""
    frozen = list_of_figure(report, PARTICIPANTS, Span.CUMULATIVE)
    return _drawn(frozen, report.project, by=by, size=size or len(frozen.items), seed=seed)


def place_of(sample, participation):
    return sample.items.get(participation=participation).position


def sample_of_money(claim, *, by, size=1, method=Method.AMOUNT):
    return _drawn(list_of_claim(claim), claim.project, by=by, size=size, seed="prov", method=method)


def _drawn(frozen, project, *, by, method=Method.RANDOM, **given):
    asked = questions.questions_of(frozen.source.subject)
    return actions.draw_sample(frozen, project=project, by=by, method=method, questions=asked, **given)


def close(sample, *, by, note="", fault=None):
    """Check each item, the first one with a fault if `fault` is an amount or True, and close the sample."""
    for item in sample.items.all():
        answers = dict.fromkeys((each["key"] for each in sample.questions), Answer.OK)
        amount = None
        if fault is not None and item.position == 1:
            answers[sample.questions[0]["key"]] = Answer.FAULT
            amount = Decimal(fault) if item.amount is not None else None
        actions.check_item(item, answers=answers, fault_amount=amount, note=note, by=by)
    return actions.close_sample(sample, by=by)


def auditor_of(project):
    return MembershipFactory(project=project, auditor=True, reason="Stickprov 7").user


def fill_samples(full):
    """Let a FullProject have an open and a closed sample of its submitted report."""
    full.open_sample, full.closed_sample = samples_of(full.submitted)


def samples_of(report):
    auditor = auditor_of(report.project)
    closed = close(sample_of(report, by=auditor, seed="annat"), by=auditor, note="Ring")
    return sample_of(report, by=auditor), closed
