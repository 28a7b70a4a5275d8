"""Sizes of the long tests: small in `make test`, deep in `make test-deep`."""

import os

DEEP = os.environ.get("ESFPORTAL_TESTS") == "deep"


def size(small, deep):
    return deep if DEEP else small
