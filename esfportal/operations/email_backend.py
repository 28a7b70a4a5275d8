"""E-mail backend for an installation without a mail server: writes each e-mail to the log."""

from django.core.mail.backends.console import EmailBackend as ConsoleBackend

LINE = "-" * 79


class EmailBackend(ConsoleBackend):
    def write_message(self, message):
        # Plain text, because the MIME format breaks long links and encodes å, ä and ö.
        recipients = ", ".join(message.recipients())
        self.stream.write(f"To: {recipients}\nSubject: {message.subject}\n\n{message.body.strip()}\n{LINE}\n")
