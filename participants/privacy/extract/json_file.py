"""The extract as JSON (docs/register-extract.schema.json)."""

import json


def render(content):
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def read(data):
    return json.loads(data)
