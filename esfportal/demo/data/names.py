"""Names from names.toml, as lists."""

import tomllib
from pathlib import Path

NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
GIVEN = {"woman": NAMES["women"].split(), "man": NAMES["men"].split()}
FAMILY = NAMES["family"].split()
