"""Start-up check of the keys for identity numbers."""

from hmac import compare_digest

from django.conf import settings

from participants.register.identity import numbers, person_lookup

# With another index key no person is found and all would be registered twice; with other bytes under a
# version of a data key, numbers would be written that no other process can decrypt.
WRONG_INDEX_KEY = (
    "ESFPORTAL_INDEX_KEY is not the key that the stored personal identity numbers are found by: every person would be "
    "registered a second time. Set the key that was used before; to change it, see “Changing the keys” in "
    "docs/operations.md."
)
WRONG_DATA_KEYS = (
    "ESFPORTAL_DATA_KEYS has a key under a version that stored personal identity numbers name, but it opens none of "
    "them: it is another key. Set the one that was used before; a new key gets a version of its own, see “Changing "
    "the keys” in docs/operations.md."
)


def key_problems():
    """Return problems found by trying some stored numbers."""
    # A number under an unknown key version proves nothing, nor does one altered row among whole ones: those
    # are reported when they are read.
    known = [p for p in person_lookup.sample_with_numbers() if p.number_key_version in settings.DATA_KEYS]
    found_by = [_index_key_matches(person) for person in known]
    opened = [is_found for is_found in found_by if is_found is not None]
    if known and not opened:
        return [WRONG_DATA_KEYS]
    if opened and opened.count(False) > opened.count(True):
        return [WRONG_INDEX_KEY]
    return []


def _index_key_matches(person):
    """Return whether the index key finds the person; None if unreadable."""
    try:
        digits = numbers.decrypt_number(person)
    except numbers.NumberUnreadable:
        return None
    return compare_digest(numbers.blind_index(digits), bytes(person.number_index))
