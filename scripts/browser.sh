#!/bin/sh
# Finds or installs a Chromium for the tests and writes its path to .venv/chromium. Fails without one.
set -eu
note=.venv/chromium

answers() {
    [ -n "$1" ] && "$1" --version >/dev/null 2>&1
}

use() {
    command -v "$1" >"$note"
    echo "The browser of the tests is $(cat "$note")"
    exit 0
}

if [ -n "${CHROMIUM:-}" ]; then
    answers "$CHROMIUM" && use "$CHROMIUM"
    echo "CHROMIUM=$CHROMIUM does not run." >&2
    exit 1
fi

install_packages() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

from_playwright() {
    .venv/bin/python -c 'from playwright.sync_api import sync_playwright
with sync_playwright() as p: print(p.chromium.executable_path)' 2>/dev/null || true
}

look() {
    for candidate in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        /Applications/Chromium.app/Contents/MacOS/Chromium "$(from_playwright)"; do
        if answers "$candidate"; then
            use "$candidate"
        fi
    done
}

look
echo "There is no Chromium on this machine; installing one"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    # The shell has no window to draw, and takes half the time of a whole browser.
    { apt-get update -qq && {
        install_packages chromium-headless-shell fonts-liberation || install_packages chromium
    }; } >.venv/chromium.log 2>&1 || true
    look
fi
with_libraries=$([ "$(id -u)" = 0 ] && echo --with-deps || true)
.venv/bin/python -m playwright install $with_libraries chromium >>.venv/chromium.log 2>&1 || true
look
tail -n 5 .venv/chromium.log >&2
echo "The tests need a Chromium, and none could be installed (.venv/chromium.log)." >&2
echo "Install one, or point to one: make test CHROMIUM=/path/to/chromium" >&2
exit 1
