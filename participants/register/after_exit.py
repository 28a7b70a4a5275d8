"""Actions of apps above when participations end, in the transaction that writes the end."""

from esfportal.registry import Registry

AFTER_EXIT = Registry()  # functions of (spells that have an end, by)


def after_exit(spells, *, by):
    if ended := [spell for spell in spells if spell.exit_date]:
        for follow in AFTER_EXIT:
            follow(ended, by=by)
