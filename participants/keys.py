"""Whether this process has the keys that the stored personal identity numbers were made with.

With another index key it would find nobody and register everybody a second time; with other bytes under
a data key's version it would seal numbers that no colleague's process opens.
"""

from hmac import compare_digest

from django.conf import settings

from participants import identity, registry

WRONG_INDEX_KEY = (
    "ESFPORTAL_INDEX_KEY is not the key that the stored personal identity numbers are found by: everybody would be "
    "registered a second time. Set the key that was used before; to change it, see “Changing the keys” in "
    "docs/operations.md."
)
WRONG_DATA_KEYS = (
    "ESFPORTAL_DATA_KEYS has a key under a version that stored personal identity numbers name, but it opens none of "
    "them: it is another key. Set the one that was used before; a new key gets a version of its own, see “Changing "
    "the keys” in docs/operations.md."
)


def key_problems():
    """What is wrong with the keys, told by some of the stored numbers; empty while there are none.

    A number whose version has no key here tells nothing, and neither does one that was altered while
    others are whole: those are reported where they are met.
    """
    known = [p for p in registry.sample_with_numbers() if p.number_key_version in settings.DATA_KEYS]
    found_by = [_index_key_matches(person) for person in known]
    opened = [is_found for is_found in found_by if is_found is not None]
    if known and not opened:
        return [WRONG_DATA_KEYS]
    if opened and opened.count(False) > opened.count(True):
        return [WRONG_INDEX_KEY]
    return []


def _index_key_matches(person):
    """Whether the index key of today finds the person; None where the number does not open."""
    try:
        digits = identity.decrypt_number(person)
    except identity.NumberUnreadable:
        return None
    return compare_digest(identity.blind_index(digits), bytes(person.number_index))
