#!/bin/sh
# Finds or (as root) installs a pgbouncer for the tests and writes its path to .venv/pgbouncer. Without one the test
# that needs it is skipped, or fails if CI=true.
set -eu
note=.venv/pgbouncer
PATH=$PATH:/usr/sbin:/opt/homebrew/bin

look() {
    if command -v "${PGBOUNCER:-pgbouncer}" >"$note"; then
        echo "The pooler of the tests is $(cat "$note")"
        exit 0
    fi
}

look
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "There is no pgbouncer on this machine; installing one"
    # It is started by the test alone, never as a service of the machine.
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq pgbouncer; } \
        >.venv/pgbouncer.log 2>&1 || true
    look
fi
rm -f "$note"
echo "There is no pgbouncer, and none could be installed: the test of the pooler will be skipped."
