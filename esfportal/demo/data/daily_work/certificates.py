"""Made-up certificates of the running project: two months that are locked, and one that is being certified."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from esfportal.demo.data import running_project
from esfportal.demo.data.daily_work.activities import WITH_MONTHS, passed_months
from esfportal.demo.proof import made_up_paper
from esfportal.files import uploads
from participants.certificates.actions import take_step
from participants.certificates.closing import close_months, months_of, problems_of
from participants.certificates.models import Certificate
from participants.certificates.states import Step
from participants.register.models import Participation

BINDER = "Pärmen för deltagartid på projektkontoret"
LOCKED = (Step.SEND, Step.CONFIRM, Step.LOCK)
REFUSED = (Step.SEND, Step.REFUSE)
# The steps that are taken for one participant after the other, of the last month; the rest is open.
OF_LAST_MONTH = (LOCKED, LOCKED[:2], LOCKED[:1], LOCKED[:1], ())
NOTES = {Step.CONFIRM: BINDER, Step.REFUSE: "Deltagaren var med hela dagen den första torsdagen."}


@transaction.atomic
def build_certificates(*, by):
    """Close the months of a group; a project with certificates is left unchanged."""
    of_group = Participation.objects.filter(
        project__slug=running_project.SLUG, enrolments__activity__name=WITH_MONTHS
    ).order_by("pk")
    if Certificate.objects.filter(project__slug=running_project.SLUG).exists() or not of_group:
        return
    first, middle, last = passed_months(timezone.localdate())
    _certify(of_group, first, [LOCKED] * len(of_group), by)
    _certify(of_group, middle, [REFUSED, *[LOCKED] * len(of_group)], by)
    _certify(of_group, last, OF_LAST_MONTH, by)


def _certify(participations, month, steps, by):
    found, today = months_of(participations, month), timezone.localdate()
    # On the first days of a month the last session before it is not recorded.
    ready = [each for each in participations if not problems_of(month, found[each.pk], today=today)]
    chosen = ready[: len(steps)]
    if not chosen:
        return
    closed = close_months(chosen, month, by=by)[0]
    for number, (certificate, taken) in enumerate(zip(closed, steps, strict=False)):
        for step in taken:
            about = {"participation": certificate.participation, "note": NOTES.get(step, "")}
            if step == Step.CONFIRM:
                about |= {"signed_on": today, "file": _scan() if number % 2 else None}
            take_step(step, certificate, **about, by=by)


def _scan():
    return uploads.check(ContentFile(made_up_paper("Påhittat undertecknat närvarointyg")))
