from django.core.management.base import CommandError

from esfportal.operations.commands import DataCommand
from esfportal.security.encryption import Unreadable
from esfportal.ui.formats import number
from participants.register import actions


class Command(DataCommand):
    help = (
        "Index every personal identity number again with the key in ESFPORTAL_INDEX_KEY, all or none. Stop web and "
        "worker before, start them with the new key after. See docs/operations.md."
    )
    repairs_keys = True

    def handle(self, **options):
        try:
            done = actions.rebuild_number_index()
        except Unreadable:
            raise CommandError(
                "A number can't be read, so nothing has been changed. `manage.py rotate_keys` says how many."
            ) from None
        for name, count in done:
            self.stdout.write(f"{name}: {number(count, 'en')} indexed again")
