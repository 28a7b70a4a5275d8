#!/bin/sh
# Finds or (as root) installs what veraPDF needs beside its own archive, a Java runtime and JAXB, and writes the path
# of JAXB to .venv/verapdf. Without them the tests that validate PDFs are skipped, or fail if CI=true.
set -eu
note=.venv/verapdf

look() {
    jaxb=${JAXB_RUNTIME:-/usr/share/java/jaxb-runtime.jar}
    if [ -f "$jaxb" ] && .venv/bin/python -c "import jpype; jpype.getDefaultJVMPath()" 2>/dev/null; then
        echo "$jaxb" >"$note"
        echo "PDFs are validated with veraPDF and $jaxb"
        exit 0
    fi
}

look
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "There is no Java runtime or no JAXB on this machine; installing them"
    packages=libjaxb-java
    command -v java >/dev/null || packages="$packages default-jre-headless"
    # shellcheck disable=SC2086  (two packages, not one)
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages; } \
        >.venv/verapdf.log 2>&1 || true
    look
fi
rm -f "$note"
echo "There is no Java runtime or no JAXB, and none could be installed: PDFs will not be validated."
