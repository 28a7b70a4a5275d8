"""Distance travelled: how the answers of a project's participants changed from their first to their last."""

from dataclasses import dataclass

from django.db import connection

from esfportal.ui.formats import number

FEWEST = 5  # people that a figure is about

# A merged record's measurements count once, for the record that took its place.
CHANGES = """
    WITH people AS (
        SELECT own.id AS measured, coalesce(own.merged_into_id, own.id) AS person
        FROM register_participation AS own
        JOIN register_participation AS valid ON valid.id = coalesce(own.merged_into_id, own.id)
        WHERE own.project_id = %(project)s AND valid.voided_at IS NULL
    ), answered AS (
        SELECT person, given.key, given.value::int AS answer,
            row_number() OVER (PARTITION BY person, given.key ORDER BY measured_on, plans_measurement.id) AS from_first,
            row_number() OVER (
                PARTITION BY person, given.key ORDER BY measured_on DESC, plans_measurement.id DESC) AS from_last
        FROM plans_measurement
        JOIN people ON people.measured = participation_id
        CROSS JOIN LATERAL jsonb_each(answers) AS given
        WHERE scale = %(scale)s AND answered_by = %(answered_by)s AND withdrawn_at IS NULL
            AND jsonb_typeof(given.value) = 'number'
    ), changes AS (
        SELECT key, sum(answer) FILTER (WHERE from_last = 1) - sum(answer) FILTER (WHERE from_first = 1) AS change
        FROM answered GROUP BY person, key HAVING count(*) > 1
    )
    SELECT key, count(*), count(*) FILTER (WHERE change > 0), avg(change) FROM changes GROUP BY key
"""


@dataclass(frozen=True)
class Distance:
    """The change of one question. Without `people`: fewer than FEWEST answered twice."""

    people: int | None = None
    stepped_up: int = 0
    mean_change: float = 0
    missing: int = 0  # per cent of the participants who have not answered twice

    @property
    def is_shown(self):
        return self.people is not None

    @property
    def change_text(self):
        sign = "+" if self.mean_change > 0 else ""
        return f"{sign}{number(self.mean_change, decimals=1)}"

    @property
    def share(self):
        """Return the per cent of the people whose last answer is at least one step above their first."""
        return round(100 * self.stepped_up / self.people)


def distances(project, scale, answered_by, *, participants):
    """Return {key of a question: Distance}; `participants` is how many the project has."""
    with connection.cursor() as cursor:
        asked = {"project": project.pk, "scale": scale.code, "answered_by": answered_by}
        cursor.execute(CHANGES, asked)
        found = {key: _distance(participants, *row) for key, *row in cursor.fetchall()}
    return {question.key: found.get(question.key, Distance()) for question in scale.asked(answered_by)}


def _distance(participants, people, stepped_up, mean_change):
    if people < FEWEST:
        return Distance()
    missing = round(100 * (participants - people) / participants)
    return Distance(people, stepped_up, float(mean_change), missing)
