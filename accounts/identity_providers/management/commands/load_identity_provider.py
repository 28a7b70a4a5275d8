import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, no_translations

from accounts.identity_providers.actions import SecretMissing, save_provider
from accounts.identity_providers.client_keys import public_key_set
from accounts.identity_providers.provider_file import FileError, parse
from esfportal.operations.commands import DataCommand

SECRET = "ESFPORTAL_IDENTITY_PROVIDER_SECRET"  # noqa: S105  (the name of a variable)  # nosec B105


class Command(DataCommand):
    help = "Adds or changes an OpenID provider for participants or staff, from its file."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a TOML file, see docs/operations.md")
        parser.add_argument("--new-key", action="store_true", help="replace the portal's private key")

    @no_translations
    def handle(self, *, file, new_key, **options):
        try:
            described = parse(file.read_bytes(), production=settings.PRODUCTION)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except FileError as error:
            lines = [f"{file.name}: {problem}" for problem in error.problems]
            raise CommandError("\n".join([*lines, "Nothing was saved."])) from error
        try:
            secret = os.environ.get(SECRET, "")
            provider, is_new = save_provider(described, secret=secret, replaces_key=new_key)
        except SecretMissing:
            raise CommandError(
                f"{SECRET} is missing. A new provider needs the secret that it gave the portal."
            ) from None
        state = "in use" if provider.is_in_use else "not in use"
        self.stdout.write(f"{provider.key}: {'added' if is_new else 'changed'}, {state}")
        if provider.has_private_key:
            self.stdout.write(public_key_set(provider.secret))
