from collections import defaultdict

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from participants.consents.models import AskedConsents, PrivacyEntry, PrivacyText, Subject, TextLanguage
from participants.consents.states import in_force
from participants.register.identity.merged_records import record_keys
from participants.register.pages.person_list import open_spells


def entries_of(participation):
    """Return the entries in their order, also those of merged records."""
    entries = PrivacyEntry.objects.filter(participation__in=record_keys(participation))
    return entries.select_related("text", "recorded_by").order_by("pk")


def spells_without_entry(people, subject):
    """Return the open spells of those who have no entry about the subject in force, by name."""
    # A protected record opens for a stated reason, one at a time.
    spells = open_spells(people.without_protection())
    keys = [spell.participation_id for spell in spells]
    entries = PrivacyEntry.objects.filter(
        Q(participation__in=keys) | Q(participation__merged_into__in=keys), subject=subject
    )
    by_record = defaultdict(list)
    for entry in entries.select_related("participation").order_by("pk"):
        by_record[entry.participation.merged_into_id or entry.participation_id].append(entry)
    return [spell for spell in spells if not in_force(by_record[spell.participation_id])]


def entry_in_force(participation, subject):
    return in_force(entries_of(participation).filter(subject=subject)).get(subject)


def chosen_consents(project):
    """Return the project's choice, stored or not."""
    return AskedConsents.objects.filter(project=project).first() or AskedConsents(project=project)


def asked_subjects(project):
    return chosen_consents(project).subjects


def is_recorded(participation, number):
    """Return whether the form with this number has been used."""
    return bool(number) and entries_of(participation).filter(form_number=number).exists()


def texts_in_force():
    return PrivacyText.objects.in_force(timezone.localdate())


def text_in_force(subject, language, day):
    return PrivacyText.objects.in_force(day).filter(subject=subject, language=language).first()


def languages_of(subject):
    """Return the languages that there is a text in, as choices."""
    found = set(texts_in_force().filter(subject=subject).values_list("language", flat=True))
    return [(value, label) for value, label in TextLanguage.choices if value in found]


def get_text(pk):
    return get_object_or_404(PrivacyText, pk=pk)


def get_subject(value):
    if value not in Subject:
        raise Http404
    return Subject(value)
