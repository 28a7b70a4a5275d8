"""python -m esfportal.demo.code: print the current TOTP code of the demo's accounts. Needs no server."""

import base64
import hmac
import struct
import sys
import time

from esfportal.environment import var_folder
from esfportal.security import settings_keys

PERIOD = 30  # seconds that a code is shown for


def current_code(secret, at=None):
    """Return the six-digit code of a base32 secret (TOTP, RFC 6238) at a time in seconds."""
    moment = struct.pack(">Q", int(at or time.time()) // PERIOD)
    digest = hmac.new(base64.b32decode(secret), moment, "sha1").digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def main():
    var = var_folder()
    if not (var / "keys.json").exists():
        sys.exit("There is no demo here yet. Start it with: make demo")
    sys.stdout.write(f"{current_code(settings_keys.own_keys(var).code_secret)}\n")


if __name__ == "__main__":
    main()
