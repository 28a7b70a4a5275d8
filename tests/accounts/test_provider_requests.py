"""Requests to the organisation's provider go to its own addresses only."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests

from accounts.signing_in.provider import SocialAdapter

ASKED = []


class Redirecting(BaseHTTPRequestHandler):
    def do_GET(self):
        ASKED.append(self.path)
        self.send_response(302)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *arguments):
        pass


def test_redirects_are_not_followed():
    with HTTPServer(("localhost", 0), Redirecting) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            with SocialAdapter().get_requests_session() as session, pytest.raises(requests.TooManyRedirects):
                session.get(f"http://localhost:{server.server_port}/keys")
        finally:
            server.shutdown()
            thread.join()
    assert ASKED == ["/keys"]
