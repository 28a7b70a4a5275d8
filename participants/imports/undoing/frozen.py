"""Frozen documents of apps above that count participants."""

from esfportal.registry import Registry

# Functions of (project, keys of participations, since) that return {key: text}.
FROZEN = Registry()
# Functions of (project, bookings, since) that return {key of a booking: text}.
FROZEN_MONEY = Registry()
