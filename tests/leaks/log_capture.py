import logging

from django.test import override_settings

from esfportal.operations.log_records import Formatter


class LogCapture(logging.Handler):
    """Collects every log line as production would format it, at any level."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        with override_settings(PRODUCTION=True):
            self.setFormatter(Formatter("{levelname} {name}: {message}", style="{"))
        self.lines = []

    def emit(self, record):
        if not record.name.startswith(("django.db.backends", "faker", "factory")):  # off in production
            self.lines.append(self.format(record))
