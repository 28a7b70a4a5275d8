import time
from collections import Counter

from django.conf import settings
from django.core.management.base import CommandError

from esfportal.operations.commands import DataCommand
from esfportal.security.key_rotation import stores
from esfportal.ui.formats import number

PASSES = 20  # because rows that are locked by others are skipped
PAUSE = 0.5  # seconds between two passes


class Command(DataCommand):
    help = (
        "Encrypt everything again under the current data key, in small batches, while the portal is in use. "
        "It can be stopped and started again at any time. See docs/operations.md for the order of the steps."
    )

    in_one_transaction = False  # one for each batch, so that no row is locked for long
    repairs_keys = True

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="print what is encrypted under which key, and stop"
        )
        parser.add_argument("--batch", type=int, default=200, metavar="N", help="rows locked at a time (200)")

    def handle(self, *, check, batch, **options):
        unreadable = 0 if check else sum(self._rotate(store, batch) for store in stores())
        left = self._print_versions()
        if unreadable:
            raise CommandError(
                f"{number(unreadable, 'en')} could not be read and are unchanged: their key is missing, or the "
                "rows have been altered or moved. The project leaders are notified. Remove no key."
            )
        if left and not check:
            raise CommandError("Some rows were in use the whole time. Run the command again.")

    def _rotate(self, store, size):
        """Encrypt the store's rows again until all are done. Return the number of unreadable rows."""
        done = 0
        for _pass in range(PASSES):
            after, reencrypted, unreadable = None, 0, 0
            while True:
                with self.scope():
                    batch = store.reencrypt(after, size)
                reencrypted, unreadable = reencrypted + batch.reencrypted, unreadable + batch.unreadable
                if batch.last is None:
                    break
                after = batch.last
                self.stdout.write(f"{store.name}: {number(done + reencrypted, 'en')} encrypted again")
            done += reencrypted
            older = sum(
                n for version, n in self._versions(store).items() if version != settings.DATA_KEY_VERSION
            )
            if older <= unreadable:
                return unreadable
            time.sleep(PAUSE)
        return unreadable

    def _versions(self, store):
        with self.scope():
            return store.versions()

    def _print_versions(self):
        current, used = settings.DATA_KEY_VERSION, Counter()
        for store in stores():
            for version, count in sorted(self._versions(store).items()):
                used[version] += count
                self.stdout.write(f"{store.name}: {number(count, 'en')} under key {version}")
        for version in sorted({*settings.DATA_KEYS, *used} - {current}):
            if version not in settings.DATA_KEYS:
                self.stderr.write(
                    f"Key {version} is missing: {number(used[version], 'en')} rows can't be read."
                )
            elif used[version]:
                self.stdout.write(f"Key {version} is still needed by {number(used[version], 'en')} rows.")
            else:
                self.stdout.write(
                    f"Key {version} may be removed, once every process encrypts under key {current} "
                    "and the backups that need it are deleted."
                )
        return sum(count for version, count in used.items() if version != current)
