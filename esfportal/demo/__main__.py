"""python -m esfportal.demo [--port 8000]"""

import argparse
import os
import signal
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError

from esfportal.demo import CannotRun
from esfportal.embedded import EmbeddedServerError, servers, stop_on_signals
from esfportal.environment import var_folder


def main():
    parser = argparse.ArgumentParser(prog="make demo", description="Run the portal's demo on this machine.")
    parser.add_argument("--port", type=port_number, default=8000)
    port = parser.parse_args().port
    sys.stdout.reconfigure(errors="replace")  # for a terminal that cannot show å, ä and ö
    os.environ["ESFPORTAL_ENV"] = "demo"
    os.environ["DJANGO_SETTINGS_MODULE"] = "esfportal.settings"
    from esfportal.demo.steps import only_one, run, say

    signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job would ignore it
    try:
        with stop_on_signals(), only_one(var_folder(), port):
            say("Starting PostgreSQL and the broker")
            with servers(var_folder()) as start_again:
                run(port, start_again)
    except (CannotRun, CommandError, EmbeddedServerError, ImproperlyConfigured) as error:
        sys.exit(f"\n{error}")
    except KeyboardInterrupt:
        pass  # Ctrl-C is how a demo ends
    say("Stopped. The data stays for the next time")


def port_number(text):
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; choose a number such as 8001")
    return int(text)


if __name__ == "__main__":
    main()
