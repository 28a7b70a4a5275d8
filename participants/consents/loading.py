"""The portal's own texts, loaded from texts.toml."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from django.db import transaction

from participants.consents.models import PrivacyText

FILE = Path(__file__).with_name("texts.toml")
ALWAYS = date(2007, 1, 1)  # before every registration, so that the first version is in force on each day


@cache
def read():
    return tomllib.loads(FILE.read_text("utf-8"))["texts"]


@transaction.atomic
def load_texts():
    """Add a first version for each subject and language without a text; change none."""
    has_one = set(PrivacyText.objects.values_list("subject", "language"))
    PrivacyText.objects.bulk_create(
        PrivacyText(version=1, valid_from=ALWAYS, **row)
        for row in read()
        if (row["subject"], row["language"]) not in has_one
    )
