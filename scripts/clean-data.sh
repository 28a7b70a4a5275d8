#!/bin/sh
# Removes the folder of the embedded servers' data, stopping them first. As root the cluster may be
# in another folder, whose path is in the file `cluster`.
set -eu
var=$1
cluster=$var/embedded/postgres/cluster
for pidfile in "$var/embedded/postgres/data/postmaster.pid" "$var/embedded/valkey/valkey.pid"; do
    if [ -f "$pidfile" ] && kill -0 "$(head -n 1 "$pidfile")" 2>/dev/null; then
        echo "A server still uses $var: stop the demo first (Ctrl-C in its window)." >&2
        exit 1
    fi
done
if [ -f "$cluster" ]; then
    rm -rf "$(dirname "$(cat "$cluster")")"
fi
echo "Removing $var"
rm -rf "$var"
