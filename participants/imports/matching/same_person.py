"""Ask whether a row is about a person registered without a number or under another kind of number."""

from django.utils.translation import gettext as _

from participants.imports.matching import stored_records
from participants.imports.matching.plan import ParticipantRow
from participants.imports.matching.reconcile import Context, ParticipationReconciler
from participants.register.identity.comparison import ComparisonKey, comparison_key, may_be_one_person
from participants.register.identity.person_lookup import StoredPerson

Newcomers = list[tuple[list[ParticipantRow], StoredPerson | None]]


def key_of(row: ParticipantRow) -> ComparisonKey:
    return comparison_key(*row.names, row.birth_date, row.sex)


def match_newcomers(newcomers: Newcomers, context: Context, *, lock: bool) -> Newcomers:
    """Return the newcomers who are like nobody stored; reconcile or report the others."""
    alike = stored_records.people_alike(context.project, {rows[0].birth_date for rows, _person in newcomers})
    candidates = [person for found in alike.values() for person, _kind in found]
    participations = stored_records.participations(
        context.project, [each.pk for each in candidates], lock=lock
    )
    locked = context.scope.locked_participations(candidates, participations)
    new: Newcomers = []
    for rows, person in newcomers:
        row = rows[0]
        similar = [
            each
            for each, kind in alike.get(key_of(row), ())
            # A guess about a protected person is not confirmed.
            if may_be_one_person(row.number_kind, kind) and participations[each.pk].pk not in locked
        ]
        if not similar or row.is_same_person is False:
            new.append((rows, person))
        elif row.is_same_person and len(similar) == 1 and person is None:
            if row.digits:
                context.plan.identities[similar[0].pk] = row
            ParticipationReconciler(rows, similar[0], participations[similar[0].pk], context).run()
        elif row.is_same_person:
            _report(
                row, context, _("Several records may be the same person. Correct it on the person's page.")
            )
        else:
            _report(row, context, _question())
    return new


def ask_about_rows(context: Context) -> None:
    """Report rows of one file that may be one person with and without a number."""
    first: dict[ComparisonKey, ParticipantRow] = {}
    for new in context.plan.new_participations:
        row = new.rows[0]
        other = first.setdefault(key_of(row), row)
        if other is row or row.is_same_person is False or other.is_same_person is False:
            continue
        if may_be_one_person(row.number_kind, other.number_kind):
            text = _(
                "Row %(row)s has the same names, birth date and gender. Write the same number in both, or “no” in "
                "the column “same_person” if they are two people."
            )
            _report(row, context, text % {"row": other.row})


def _question() -> str:
    return _(
        "Somebody with the same names, birth date and gender takes part already, without a number or under another "
        "one. Write “yes” in the column “same_person” if it is the same person, otherwise “no”."
    )


def _report(row: ParticipantRow, context: Context, message: str) -> None:
    context.report(row, "same_person", "", message)
