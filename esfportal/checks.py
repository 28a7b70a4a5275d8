"""System checks: what belongs to the demo stays in the demo."""

from django.conf import settings
from django.core import checks

from esfportal.keys import is_demo_key, is_demo_word


@checks.register(checks.Tags.security)
def no_demo_keys(app_configs, **kwargs):
    """Refuse the demo's keys in production."""
    if not settings.PRODUCTION:
        return []
    found = {
        "SECRET_KEY": is_demo_word(settings.SECRET_KEY),
        "ESFPORTAL_DATA_KEYS": any(map(is_demo_key, settings.DATA_KEYS.values())),
        "ESFPORTAL_INDEX_KEY": is_demo_key(settings.INDEX_KEY),
    }
    return [
        checks.Error(
            f"{name} was made for the demo.",
            hint="Everybody who ran that demo may have it. Make a key of this installation's own.",
            id="esfportal.E001",
        )
        for name, is_demo in found.items()
        if is_demo
    ]


@checks.register(checks.Tags.security)
def separate_keys(app_configs, **kwargs):
    """The key that finds numbers must not be one that opens them."""
    if settings.INDEX_KEY not in settings.DATA_KEYS.values():
        return []
    return [
        checks.Error(
            "ESFPORTAL_INDEX_KEY is also one of ESFPORTAL_DATA_KEYS.",
            hint="Make a key of its own for each.",
            id="esfportal.E002",
        )
    ]
