"""Work that waits by case worker, and protected records that must be opened first."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from esfportal.database.swedish_order import sort_key
from participants.casework.access import covered_former_workers, led_workers
from participants.casework.caseload import NO_ONES, colleagues_in, last_spells, listed_people
from participants.casework.models import AbsenceCover
from participants.casework.pages.covers import cover_today
from participants.casework.worklist import read_waiting


@dataclass(frozen=True)
class WorkerRow:
    name: str
    has_left: bool
    load: int  # people
    counts: list  # (kind's label, number, address of the list)
    total: int
    late: int
    url: str
    move_url: str  # for people whose case worker has left, or who have none
    absence_url: str  # for those whose absence the user may arrange
    cover: AbsenceCover | None  # of today


def count_by_worker(project, user):
    """Return the kinds that wait in the project, and a WorkerRow of each case worker."""
    today = timezone.localdate()
    people = listed_people(user).in_project(project)
    waiting = [
        row
        for row in read_waiting(people, user=user, today=today)
        if row.participation and not row.put_off_until
    ]
    load = last_spells(people).order_by().values_list("case_worker").annotate(number=Count("pk"))
    load = Counter(dict(load))
    covers = AbsenceCover.objects.in_force(today).filter(project=project).select_related("cover_worker")
    covers, led = list(covers), led_workers(user, project)
    present = set(colleagues_in(project).values_list("pk", flat=True))
    if any(cover.absent_worker_id not in present for cover in covers):
        led |= set(covered_former_workers(user, project).values_list("pk", flat=True))
    workers = User.objects.in_bulk(load.keys() - {None})
    kinds = list(dict.fromkeys(row.kind for row in waiting))
    counts = Counter((row.case_worker, row.kind) for row in waiting)
    late = Counter(row.case_worker for row in waiting if row.kind.has_deadline and row.due < today)

    def row_of(key, name, *, has_left=False):
        address = f"{reverse('casework:day')}?project={project.slug}&whose={key or NO_ONES}"
        numbers = [(kind.label, counts[key, kind], f"{address}&kind={kind.key}") for kind in kinds]
        total = sum(number for _label, number, _url in numbers)
        move_url = reverse("casework:move", args=[project.slug, key or 0]) if has_left or not key else ""
        absence_url = reverse("casework:absence", args=[project.slug, key]) if key in led else ""
        return WorkerRow(
            name=name,
            has_left=has_left,
            load=load[key],
            counts=numbers,
            total=total,
            late=late[key],
            url=address,
            move_url=move_url,
            absence_url=absence_url,
            cover=cover_today(covers, key),
        )

    named = sorted(workers.values(), key=lambda worker: sort_key(worker.full_name))
    rows = [row_of(each.pk, each.full_name, has_left=each.pk not in present) for each in named]
    if load[None]:
        rows.append(row_of(None, _("Without a case worker")))
    return {"kinds": kinds, "rows": rows}


def locked_records(form):
    """Return (project's name, number, address) of the protected records that the user may open."""
    numbers = Counter(each.project_id for each in form.locked)
    return [
        (
            form.projects[key].display_short_name,
            number,
            reverse("register:list", args=[form.projects[key].slug]) + "?status=authorised",
        )
        for key, number in sorted(numbers.items())
    ]
