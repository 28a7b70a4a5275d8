"""How long the long tests go on: short in `make test`, at full length in `make test-deep`."""

import os

DEEP = os.environ.get("ESFPORTAL_TESTS") == "deep"


def size(small, deep):
    """`deep` when ESFPORTAL_TESTS=deep is set, else `small`."""
    return deep if DEEP else small
