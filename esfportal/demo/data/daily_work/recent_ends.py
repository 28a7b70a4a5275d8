"""A working day in the running project: recent ends whose results are due, and people without a case worker."""

from datetime import timedelta

from django.utils import timezone

from esfportal.demo.data import running_project
from participants.register.actions.spells import record_exit
from participants.register.models import Participation, Spell
from projects.models import Project

WORKERS = {"handlaggare.gavle": "2180", "handlaggare.sandviken": "2181", "handlaggare.hofors": "2104"}
# Results count for 28 days: due today, in three days, in a week, later, and too late.
LEFT_BEFORE = (28, 25, 21, 9, 33)
WITHOUT_WORKER = 2


def build_working_day(users):
    """Record what a case worker of the project finds in My day: due today, this week, later and too late."""
    today = timezone.localdate()
    project = Project.objects.get(slug=running_project.SLUG)
    people = Participation.objects.in_project(project).unprotected().order_by("pk")
    for login, municipality in WORKERS.items():
        present = Spell.objects.filter(
            participation__in=people, municipality=municipality, exit_date__isnull=True
        )
        stayed = present.filter(entry_date__lt=today - timedelta(days=max(LEFT_BEFORE) + 30))
        chosen = list(stayed.select_related("participation").order_by("pk")[: len(LEFT_BEFORE)])
        for spell, days in zip(chosen, LEFT_BEFORE, strict=False):
            record_exit(
                spell.participation,
                exit_date=today - timedelta(days=days),
                exit_reason=Spell.ExitReason.COMPLETED,
                by=users[login],
            )
    left = Spell.objects.filter(participation__in=people, municipality="2180", exit_date__isnull=False)
    keys = list(left.order_by("exit_date", "pk").values_list("pk", flat=True)[:WITHOUT_WORKER])
    Spell.objects.filter(pk__in=keys).update(case_worker=None)
