"""Reproducible random samples."""

from random import Random


def draw(keys, *, seed, size):
    """Return at most `size` of the keys, sorted; the same keys and seed give the same sample."""
    keys = sorted(keys)
    return sorted(Random(seed).sample(keys, min(size, len(keys))))  # noqa: S311  (drawn by lot, not a secret)  # nosec B311
