"""Records that were merged: which keys and people a participation now includes."""

from accounts.database_access import whole_project_access
from participants.register.models import Merge, Participation


def record_keys(participation):
    """Return the keys of the participation and of the records that were merged into it."""
    return [participation.pk, *(source.pk for source in participation.merged_sources)]


def keys_below(participation):
    """Return the keys of the records that were merged into this one before it was merged itself."""
    found = []
    for merge in Merge.objects.filter(merged=participation, undone_at__isnull=True):
        for source in (merge.first, merge.second):
            found += [source.pk, *keys_below(source)]
    return found


def other_people(participation):
    """Return the people of the merged records, except the participation's own."""
    people = {source.person_id: source.person for source in participation.merged_sources}
    people.pop(participation.person_id, None)
    return list(people.values())


def merged_people(project, people=None):
    """Return {person: person of the record that took the place of theirs} by key."""
    with whole_project_access(project):
        sources = Participation.with_voided.in_project(project).filter(merged_into__isnull=False)
        if people is not None:
            sources = sources.filter(person__in=people)
        pairs = sources.values_list("person", "merged_into__person")
        return {old: new for old, new in pairs if old != new}
