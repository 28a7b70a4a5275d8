"""Actions of apps above when a person becomes protected, in the same transaction."""

from esfportal.registry import Registry

AFTER_RAISING = Registry()  # functions of (people, their participations that are known)


def after_raising(people, participations=()):
    if people:
        for follow in AFTER_RAISING:
            follow(people, participations)
