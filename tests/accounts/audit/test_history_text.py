from datetime import UTC, date, datetime

from django.utils import translation

from accounts.audit.history_text import _text


def test_moments_of_one_day_differ():
    sent, sent_again = (datetime(2026, 11, 29, hour, 30, tzinfo=UTC) for hour in (8, 9))
    with translation.override("sv"):
        assert _text(sent) == "29 november 2026 kl. 09:30"
        assert _text(sent_again) == "29 november 2026 kl. 10:30"
        assert _text(date(2026, 11, 29)) == "2026-11-29"
