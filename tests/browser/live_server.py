"""Wait until the live server of the browser tests is idle."""

import socket
import threading
import time

TIMEOUT = 60  # seconds


def wait_for_open_requests(live_server, timeout=TIMEOUT):
    """Wait until the live server has finished every request, or fail."""
    # A page that is closed sends its last requests without waiting for the responses.
    _wait_until_accepted(live_server.thread, timeout)
    deadline = time.monotonic() + timeout
    while running := _request_threads(live_server.thread.httpd):
        assert time.monotonic() < deadline, f"After {timeout} s the live server has not ended {running}."
        time.sleep(0.01)


def _wait_until_accepted(server, timeout):
    # Connections are accepted in order: when this one has ended, the earlier ones have a thread.
    with socket.create_connection((server.host, server.port), timeout=timeout) as last:
        last.shutdown(socket.SHUT_WR)
        assert last.recv(1) == b""


def _request_threads(httpd):
    # Python names a thread after the function that it runs.
    target = httpd.process_request_thread.__name__
    return [thread.name for thread in threading.enumerate() if f"({target})" in thread.name]
