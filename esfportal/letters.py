"""Letters where there is no mail server: written out for whoever reads the log."""

from django.core.mail.backends.console import EmailBackend as ConsoleBackend

LINE = "-" * 79


class EmailBackend(ConsoleBackend):
    """Writes a letter as it is read: the mail format would break a link in two and encode every å."""

    def write_message(self, message):
        recipients = ", ".join(message.recipients())
        self.stream.write(f"To: {recipients}\nSubject: {message.subject}\n\n{message.body.strip()}\n{LINE}\n")
