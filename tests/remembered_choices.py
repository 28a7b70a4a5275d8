"""Choices of the cells to suppress, remembered by a process: most tests make reports of the same three people."""

import hashlib

from reporting import disclosure
from tests.sizes import DEEP

# All that a choice depends on. Names of the project, days on which something was done and texts are not among it.
CHOSEN_BY = ("framework", "starts_on", "ends_on", "outputs", "results", "measures", "targets", "parts")
_choose = disclosure.choose_suppressed_cells


def remember_choices(patch):
    if not DEEP:
        remembered = {}

        def choose(document, **asked):
            key = hashlib.sha256(repr([_printed(document), *map(_known, asked.items())]).encode()).digest()
            if key not in remembered:
                remembered[key] = _choose(document, **asked)
            return remembered[key]

        patch.setattr(disclosure, "choose_suppressed_cells", choose)


def forget_choices(patch):
    patch.setattr(disclosure, "choose_suppressed_cells", _choose)


def _known(asked):
    name, value = asked
    releases = {"earlier": value, "wider": value and [value]}.get(name)
    if releases is None:
        return name, value
    return name, [(_printed(each.document), _printed(each.shown), each.alternatives) for each in releases]


def _printed(document):
    shown = [getattr(document, name, None) for name in ("threshold", "threshold_in_parts", "withheld")]
    return [*(getattr(document, name) for name in CHOSEN_BY), *shown]
