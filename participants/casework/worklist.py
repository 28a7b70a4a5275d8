"""Work that waits for the people of a list, read in one statement for all kinds."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateField
from django.db.models.functions import Cast

from esfportal.database.prepared_statement import prepared_sql
from participants.casework.kinds import FactsKind, RowsKind, WorkKind, kinds, of_people
from participants.register.dates import latest_exit_due
from participants.register.facts import answer, with_facts
from participants.register.models import Participation, Spell


@dataclass(frozen=True)
class Waiting:
    """A row of work whose person is not read yet."""

    kind: WorkKind
    participation: int | None
    subject: int | None
    due: date
    detail: str
    case_worker: int | None


def read_waiting(people, *, user, today):
    """Return the Waiting rows of the participations, what is lost first first."""
    found = tuple(kinds())
    try:
        keys = prepared_sql(people.order_by().values("pk"))
    except EmptyResultSet:  # Django composes nothing for a queryset that can have no rows
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH people (id) AS MATERIALIZED ({keys}), {_statement(found)}",  # nosec B608
            {"user": user.pk, "today": today, "latest_exit": latest_exit_due(today)},
        )
        return [Waiting(found[number], *values) for number, *values in cursor.fetchall()]


@cache
def _statement(found):
    # The database narrows to the people first; the facts of all kinds are computed once, for them alone.
    facts, rows = {}, []
    for number, kind in enumerate(found):
        if isinstance(kind, FactsKind):
            facts |= {f"holds_{number}": answer(kind.condition), f"due_{number}": Cast(kind.due, DateField())}
            found_in_facts = f"{number}, pk, NULL::bigint, due_{number}, '' FROM facts WHERE holds_{number}"
            rows.append(f"SELECT {found_in_facts}")
        elif isinstance(kind, RowsKind):
            rows.append(f"SELECT {number}, of_kind.* FROM ({prepared_sql(kind.rows())}) AS of_kind")  # noqa: S608  # nosec B608
    people = with_facts(Participation.objects.filter(of_people("pk"))).order_by()
    workers = Spell.objects.filter(of_people()).order_by("participation", "-entry_date")
    workers = workers.distinct("participation").values_list("participation", "case_worker")
    people = people.annotate(**facts).values_list("pk", *facts)
    columns = ", ".join(["pk", *facts])
    sql = f"""facts ({columns}) AS MATERIALIZED ({prepared_sql(people)}),
        workers (participation, case_worker) AS MATERIALIZED ({prepared_sql(workers)}),
        work (kind, participation, subject, due, detail) AS ({" UNION ALL ".join(rows)})
        SELECT work.*, case_worker FROM work LEFT JOIN workers USING (participation)
        ORDER BY kind, due, participation, subject"""  # noqa: S608  # nosec B608
    return sql.replace("%(people)s", "SELECT id FROM people")
