"""When the live server of the browser tests has nothing left to do."""

import socket
import threading
import time

PATIENCE = 10  # seconds


def wait_until_all_is_answered(live_server, patience=PATIENCE):
    """Until no browser holds a connection to the live server, and nothing that came over one goes on.

    A page sends things as it closes (that it was printed, a breach of the policy), and nobody waits for
    the answers. The server gives each connection a thread, which closes its database connection last.
    """
    _everything_sent_is_accepted(live_server.thread, patience)
    deadline = time.monotonic() + patience
    while left := _connections_of(live_server.thread.httpd):
        assert time.monotonic() < deadline, f"After {patience} s the live server has not ended {left}."
        time.sleep(0.01)


def _everything_sent_is_accepted(server, patience):
    """Connections are accepted in turn: when one made now has ended, those before it have their threads."""
    with socket.create_connection((server.host, server.port), timeout=patience) as last:
        last.shutdown(socket.SHUT_WR)
        assert last.recv(1) == b""


def _connections_of(httpd):
    """The names of the threads that answer; Python names a thread after what it runs."""
    running = httpd.process_request_thread.__name__
    return [thread.name for thread in threading.enumerate() if f"({running})" in thread.name]
