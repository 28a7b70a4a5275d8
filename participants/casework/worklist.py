"""Work that waits for the people of a list, read in one statement for all kinds."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, DateField, ExpressionWrapper, Q
from django.db.models.functions import Cast

from esfportal.database.prepared_statement import prepared_sql
from participants.casework.kinds import FactsKind, RowsKind, WorkKind, kinds, of_people
from participants.casework.models import Postponement
from participants.register.dates import latest_exit_due
from participants.register.facts import answer, with_facts
from participants.register.models import Participation, Protection, Spell


@dataclass(frozen=True)
class Waiting:
    """A row of work whose person is not read yet."""

    kind: WorkKind
    participation: int | None
    subject: int | None
    due: date
    detail: str
    is_protected: bool
    # Of the latest period.
    case_worker: int | None
    municipality: str | None
    intervention: int | None
    put_off_until: date | None  # None: it waits

    @property
    def key(self):
        return self.kind.key, self.participation, self.subject or 0


def read_waiting(people, *, user, today):
    """Return the Waiting rows of the participations, what is lost first first."""
    found = tuple(kinds())
    protected = ExpressionWrapper(~Q(person__protection=Protection.NONE), output_field=BooleanField())
    try:
        keys = prepared_sql(people.order_by().values_list("pk", protected))
    except EmptyResultSet:  # Django composes nothing for a queryset that can have no rows
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH people (id, is_protected) AS MATERIALIZED ({keys}), {_statement(found)}",  # nosec B608
            {
                "user": user.pk,
                "today": today,
                "latest_exit": latest_exit_due(today),
                "kinds": [kind.key for kind in found],
            },
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
    people = people.annotate(**facts).values_list("pk", *facts)
    sql = f"""facts ({", ".join(["pk", *facts])}) AS MATERIALIZED ({prepared_sql(people)}),
        spells (participation, case_worker, municipality, intervention) AS MATERIALIZED
            ({prepared_sql(_last_spells())}),
        put_off (participation, key, subject, until) AS MATERIALIZED ({prepared_sql(_postponements())}),
        work (kind, participation, subject, due, detail) AS ({" UNION ALL ".join(rows)})
        SELECT kind, work.participation, work.subject, due, detail, COALESCE(is_protected, false),
            case_worker, municipality, intervention, CASE WHEN until > %(today)s THEN until END
        FROM work LEFT JOIN people ON id = work.participation
            LEFT JOIN spells ON spells.participation = work.participation
            LEFT JOIN put_off ON put_off.participation = work.participation
                AND key = (%(kinds)s::text[])[kind + 1] AND put_off.subject = COALESCE(work.subject, 0)
        ORDER BY kind, due, work.participation, work.subject"""  # noqa: S608  # nosec B608
    return sql.replace("%(people)s", "SELECT id FROM people")


def _last_spells():
    spells = (
        Spell.objects.filter(of_people()).order_by("participation", "-entry_date").distinct("participation")
    )
    return spells.values_list("participation", "case_worker", "municipality", "intervention")


def _postponements():
    row = ("participation", "kind", "subject")
    latest = Postponement.objects.filter(of_people()).order_by(*row, "-pk").distinct(*row)
    return latest.values_list(*row, "until")
