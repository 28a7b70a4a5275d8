#!/usr/bin/env python
"""The portal's command line."""

import os
import sys
from contextlib import contextmanager

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from esfportal.embedded import EmbeddedServerError, servers, stop_on_signals
from esfportal.environment import default_for_a_person, var_folder


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    os.environ.setdefault("ESFPORTAL_ENV", default_for_a_person())
    try:
        with own_servers():
            execute_from_command_line(sys.argv)
    except (EmbeddedServerError, ImproperlyConfigured) as error:
        sys.exit(str(error))


@contextmanager
def own_servers():
    """Outside production: the servers that the environment does not name, for the command's own time."""
    if os.environ["ESFPORTAL_ENV"] == "production":
        yield
    else:
        with stop_on_signals(), servers(var_folder()):
            yield


if __name__ == "__main__":
    main()
