import pytest
from django.core.cache import cache


@pytest.fixture
def no_attempts_yet():
    """Guesses and used codes are counted in the cache, which outlives a test."""
    cache.clear()
