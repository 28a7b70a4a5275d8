"""Made-up entries of information: most participants of the running project were informed when they started."""

from random import Random

from django.utils import timezone

from esfportal.demo.data import running_project
from participants.consents.actions import record_entry
from participants.consents.models import PrivacyEntry, Subject
from participants.register.models import Protection, Spell

SEED = "esfportal information"
MEANS = (*[PrivacyEntry.Means.IN_WRITING] * 4, PrivacyEntry.Means.ORALLY, PrivacyEntry.Means.INTERPRETER)


def build_information(*, case_worker):
    """Record it for all who take part but two of the case worker's, if nothing has been recorded."""
    if PrivacyEntry.objects.filter(participation__project__slug=running_project.SLUG).exists():
        return
    rng, today = Random(SEED), timezone.localdate()  # noqa: S311  (made up, no secret)  # nosec B311
    spells = Spell.objects.filter(participation__project__slug=running_project.SLUG, exit_date__isnull=True)
    own = spells.filter(case_worker=case_worker, participation__person__protection=Protection.NONE)
    waiting = own.order_by("-entry_date", "pk").values_list("participation", flat=True)[:2]
    spells = spells.exclude(participation__in=list(waiting))
    for spell in spells.select_related("participation__project", "case_worker").order_by("pk"):
        record_entry(
            spell.participation,
            subject=Subject.PROCESSING,
            answer=PrivacyEntry.Answer.INFORMED,
            language=rng.choice(("sv", "sv", "sv", "en")),
            answered_on=min(spell.entry_date, today),
            means=rng.choice(MEANS),
            paper=PrivacyEntry.Paper.PROJECT,
            by=spell.case_worker or case_worker,
        )
