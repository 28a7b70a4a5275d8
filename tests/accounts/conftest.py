import pytest
from django.core.cache import cache


@pytest.fixture
def no_attempts():
    # Attempts and used codes are counted in the cache, which outlives a test.
    cache.clear()
