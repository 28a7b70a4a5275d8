"""State of each subject: entries that hold, and answers that may come next."""

from collections import defaultdict

from participants.consents.models import PrivacyEntry, Subject

Answer = PrivacyEntry.Answer


def in_force(entries):
    """Return {subject: its last entry that was not made by mistake} of one person's entries, in their order."""
    kept = defaultdict(list)
    for entry in entries:
        if entry.answer != Answer.MISTAKE:
            kept[entry.subject].append(entry)
        elif kept[entry.subject]:
            kept[entry.subject].pop()
    return {subject: rows[-1] for subject, rows in kept.items() if rows}


def possible_answers(subject, current):
    """Return the answers that can be recorded after `current`, the entry in force or None."""
    answers = [Answer.GIVEN, Answer.REFUSED] if Subject(subject).is_consent else [Answer.INFORMED]
    if current and current.answer == Answer.GIVEN:
        answers = [Answer.WITHDRAWN, Answer.GIVEN]
    return [*answers, Answer.MISTAKE] if current else answers
