"""Distance travelled: how the answers of a project's participants changed from their first to their last."""

import json
from dataclasses import dataclass

from django.db import connection

from esfportal.ui.formats import number

FEWEST = 5  # people that a figure is about

# A merged record's measurements count once, for the record that took its place.
CHANGES = """
    WITH people AS (
        SELECT own.id AS measured, valid.id AS person
        FROM register_participation AS own
        JOIN register_participation AS valid ON valid.id = coalesce(own.merged_into_id, own.id)
        WHERE own.project_id = %(project)s AND valid.voided_at IS NULL
            AND (%(until)s::date IS NULL OR EXISTS (
                SELECT FROM register_spell WHERE participation_id = valid.id AND entry_date <= %(until)s))
    ), answered AS (
        SELECT person, scale, answered_by, given.key, given.value::int AS answer, plans_measurement.id AS measurement,
            row_number() OVER (
                PARTITION BY person, scale, answered_by, given.key
                ORDER BY measured_on, plans_measurement.id) AS from_first,
            row_number() OVER (
                PARTITION BY person, scale, answered_by, given.key
                ORDER BY measured_on DESC, plans_measurement.id DESC) AS from_last
        FROM plans_measurement
        JOIN people ON people.measured = participation_id
        CROSS JOIN LATERAL jsonb_each(answers) AS given
        WHERE withdrawn_at IS NULL AND jsonb_typeof(given.value) = 'number'
            AND (%(until)s::date IS NULL OR measured_on <= %(until)s)
    ), changes AS (
        SELECT scale, answered_by, key,
            max(measurement) FILTER (WHERE from_first = 1) AS first,
            max(measurement) FILTER (WHERE from_last = 1) AS last,
            sum(answer) FILTER (WHERE from_last = 1) - sum(answer) FILTER (WHERE from_first = 1) AS change
        FROM answered GROUP BY person, scale, answered_by, key HAVING count(*) > 1
    )
    SELECT scale, key, answered_by, jsonb_object_agg(first || '-' || last, change)
    FROM changes GROUP BY scale, key, answered_by
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


def changes(project, until=None):
    """Return {(scale, question, answered by): {measurements: change}} of those who answered twice, in one statement.

    `measurements` are the keys of the first and the last, as text. `until`: a day, as of which a report counts.
    """
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, {"project": project.pk, "until": until})
        return {tuple(key): json.loads(found) for *key, found in cursor.fetchall()}


def distances(found, scale, answered_by, *, participants):
    """Return {key of a question: Distance}; `participants` is how many the project has, `found` its changes."""
    return {
        question.key: _distance(participants, found.get((scale.code, question.key, answered_by), {}))
        for question in scale.asked(answered_by)
    }


def _distance(participants, found):
    people = len(found)
    if people < FEWEST:
        return Distance()
    stepped_up = sum(change > 0 for change in found.values())
    missing = round(100 * (participants - people) / participants)
    return Distance(people, stepped_up, sum(found.values()) / people, missing)
