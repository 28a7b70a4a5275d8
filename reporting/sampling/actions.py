"""Draw a random sample, check its items, and close it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from participants.register.actions import ActionRefused
from participants.register.actions.errors import raise_if_problems, savepoint_unless_violated
from participants.register.rules.entry_rules import Problem
from reporting.sampling.method.drawing import draw_at_random, draw_by_amount
from reporting.sampling.method.results import digest_of_result
from reporting.sampling.models import LARGEST, Sample, SampleItem
from reporting.sampling.states import Answer, Method, State


@transaction.atomic
def draw_sample(frozen, *, project, method, seed, size, questions, by):
    """Draw from a FrozenList and keep what was drawn. Raises ActionRefused."""
    raise_if_problems(_drawing_problems(frozen, method, size, questions))
    drawn = (
        draw_by_amount(frozen.amounts, size, seed)
        if method == Method.AMOUNT
        else draw_at_random([each.code for each in frozen.drawable], size, seed)
    )
    sample = Sample(
        project=project,
        source=frozen.source,
        **frozen.about,
        method=method,
        seed=seed,
        size=size,
        population=len(frozen.drawable),
        total=frozen.total,
        digest=frozen.digest,
        questions=questions,
        drawn_by=by,
    )
    with savepoint_unless_violated("sample_drawn_once", _drawn_already):
        sample.save()
    by_code = {each.code: each for each in frozen.drawable}
    SampleItem.objects.bulk_create(
        SampleItem(
            sample=sample,
            position=position,
            code=each.code,
            participation_id=by_code[each.code].participation,
            amount=by_code[each.code].amount,
            is_certain=each.is_certain,
        )
        for position, each in enumerate(drawn, 1)
    )
    audit(AuditAction.SAMPLE_DRAWN, sample, by=by, project=project, size=size, seed=seed)
    return sample


def _drawn_already():
    return ActionRefused([Problem("seed", _("This sample is drawn already."))])


def _drawing_problems(frozen, method, size, questions):
    if not frozen.drawable:
        yield Problem("", _("The list is empty."))
    elif not 1 <= size <= min(LARGEST, len(frozen.drawable)):
        most = {"number": min(LARGEST, len(frozen.drawable))}
        yield Problem("size", _("Draw at least 1 and at most %(number)s.") % most)
    if method == Method.AMOUNT and not frozen.is_money:
        yield Problem("method", _("People have no amounts."))
    if not questions:
        yield Problem("questions", _("Choose at least one question."))


@transaction.atomic
def check_item(item, *, answers, fault_amount, note, by):
    """Save what was found of an item; `note` None leaves the note. Raises ActionRefused.

    The item is checked when each question has an answer.
    """
    sample = _locked(item.sample)
    answers = {each["key"]: answers.get(each["key"], Answer.NOT_CHECKED) for each in sample.questions}
    raise_if_problems(_finding_problems(item, answers, fault_amount))
    has_new_note = note is not None and note != item.note
    if (item.answers, item.fault_amount) == (answers, fault_amount) and not has_new_note:
        return item
    item.answers, item.fault_amount = answers, fault_amount
    if has_new_note:
        item.write_note(note)
    is_done = Answer.NOT_CHECKED not in answers.values()
    item.checked_at, item.checked_by = (timezone.now(), by) if is_done else (None, None)
    item.save()
    audit(AuditAction.SAMPLE_ITEM_CHECKED, item, by=by, project=sample.project, code=item.code)
    return item


def _finding_problems(item, answers, fault_amount):
    if item.amount is None:
        return
    has_fault = Answer.FAULT in answers.values()
    if has_fault and fault_amount is None:
        yield Problem("fault_amount", _("State the amount of the fault: 0 if it changes no amount."))
    elif fault_amount and not has_fault:
        yield Problem("fault_amount", _("Choose which question has the fault."))
    elif fault_amount and fault_amount > item.amount:
        yield Problem("fault_amount", _("The fault is larger than the amount of the item."))


@transaction.atomic
def close_sample(sample, *, by):
    """Close the sample with its result. Raises ActionRefused while an item is not checked."""
    found = _locked(sample)
    items = list(found.items.order_by("position"))
    left = sum(not each.is_checked for each in items)
    if left:
        raise ActionRefused([Problem("", _("Not checked yet: %(number)s.") % {"number": left})])
    found.state, found.closed_at, found.closed_by = State.CLOSED, timezone.now(), by
    found.result_digest = digest_of_result(found, items)
    found.save()
    audit(AuditAction.SAMPLE_CLOSED, found, by=by, project=found.project)
    return found


def _locked(sample):
    # Also while an item is checked, so that none is checked after the closing.
    rows = Sample.objects.select_for_update(of=("self",), no_key=True).select_related("project")
    found = rows.get(pk=sample.pk)
    if not found.is_open:
        raise ActionRefused([Problem("", _("The sample is closed."))])
    return found
