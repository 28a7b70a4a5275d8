#!/bin/sh
# Writes the lock files: versions and hashes for every platform, without addresses of package servers.
set -eu
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
.venv/bin/python -m venv "$tools"
"$tools/bin/pip" install --quiet uv
compile() {
    "$tools/bin/uv" pip compile --quiet --universal --python-version 3.12 --generate-hashes \
        --no-emit-index-url --no-header --no-annotate pyproject.toml "$@"
}
compile --extra embedded --extra test --output-file requirements.lock
compile --constraint requirements.lock --output-file requirements-production.lock
