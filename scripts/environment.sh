#!/bin/sh
# Makes .venv from a lock file with hashes. Runs each Python before choosing it: a name on the path may be a
# broken shim, or a Python without the venv module.
set -eu
lock=$1

works() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        works "$PYTHON" && echo "$PYTHON" && return
        echo "PYTHON=$PYTHON is not a working Python 3.12 or later with venv." >&2
        return 1
    fi
    for candidate in python3.13 python3.14 python3.12 python3 python \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[3-9]*/bin/python \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.12*/bin/python \
        /opt/homebrew/bin/python3.1[2-9] /usr/local/bin/python3.1[2-9] /opt/python/*/bin/python3; do
        if works "$candidate"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    echo "There is no working Python 3.12 or later with venv on this machine." >&2
    echo "Debian and Ubuntu: apt-get install python3 python3-venv. macOS: brew install python@3.13." >&2
    echo "Or point to one: make PYTHON=/path/to/python setup" >&2
    return 1
}

if ! works .venv/bin/python; then
    rm -rf .venv
    python=$(find_python)
    echo "Making .venv with $("$python" --version) ($python)"
    "$python" -m venv .venv
fi
if cmp -s "$lock" .venv/installed; then
    touch .venv/installed
    exit 0
fi
echo "Installing what $lock pins (half a minute the first time)"
.venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r "$lock" || {
    echo "The installation failed; the reason stands above. It needs the network the first time." >&2
    exit 1
}
cp "$lock" .venv/installed
