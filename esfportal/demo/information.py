"""Made-up information and consents of the running project's participants."""

from random import Random

from django.utils import timezone

from esfportal.demo.data import running_project
from participants.consents.actions import choose_consents, record_entry
from participants.consents.models import AskedConsents, PrivacyEntry, Subject
from participants.employers.models import Placement
from participants.register.models import Protection, Spell
from projects.models import Project

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


def build_consents(*, leader):
    """Ask for two consents, and record them for those who were informed, if the project asks for none."""
    project = Project.objects.get(slug=running_project.SLUG)
    if AskedConsents.objects.filter(project=project).exists():
        return
    rng = Random(SEED)  # noqa: S311  (made up, no secret)  # nosec B311
    choose_consents(project, subjects=[Subject.CONTACT, Subject.EMPLOYERS], by=leader)
    placed = set(Placement.objects.filter(project=project).values_list("participation", flat=True))
    informed = PrivacyEntry.objects.filter(participation__project=project, subject=Subject.PROCESSING)
    for entry in informed.select_related("participation__project", "recorded_by").order_by("pk"):
        for subject in (Subject.CONTACT, Subject.EMPLOYERS):
            is_given = rng.random() < 0.8 or (
                subject == Subject.EMPLOYERS and entry.participation_id in placed
            )
            record_entry(
                entry.participation,
                subject=subject,
                answer=PrivacyEntry.Answer.GIVEN if is_given else PrivacyEntry.Answer.REFUSED,
                language="sv",
                answered_on=entry.answered_on,
                means=PrivacyEntry.Means.IN_WRITING,
                paper=PrivacyEntry.Paper.PROJECT,
                by=entry.recorded_by,
            )
