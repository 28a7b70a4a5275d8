import json
import time
from io import BytesIO
from urllib.parse import parse_qs

import pytest
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey
from oidc_provider_mock import run_server_in_thread
from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Request, Response


@pytest.fixture(scope="session")
def issuer():
    """The address of a running OpenID provider."""
    with run_server_in_thread(require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


class StrictProvider:
    """A provider that takes a client's signed proof only, and signs UserInfo."""

    def __init__(self, app, issuer):
        self.app, self.issuer = app, issuer
        self.key = RSAKey.generate_key(2048, auto_kid=True)
        self.client_keys = None  # the JSON Web Key Set of the client
        self.proofs = set()
        self.user_info = self.as_it_should_be  # (claims) to (header, claims), or to None: not signed

    def as_it_should_be(self, claims):
        return {"alg": "RS256", "kid": self.key.kid}, claims

    def __call__(self, environ, start_response):
        request = Request(environ)
        if request.path == "/oauth2/token" and not self._is_proven(request):
            answer = Response('{"error": "invalid_client"}', status=401, mimetype="application/json")
            return answer(environ, start_response)
        if request.path not in ("/jwks", "/userinfo"):
            return self.app(environ, start_response)
        found = json.loads(b"".join(run_wsgi_app(self.app, environ)[0]))
        if request.path == "/jwks":
            found["keys"].append(self.key.as_dict(private=False))
            return Response(json.dumps(found), mimetype="application/json")(environ, start_response)
        about = {"iss": self.issuer, "aud": "portal", "exp": int(time.time()) + 60}
        signed = self.user_info(found | about)
        if signed is None:
            return Response(json.dumps(found), mimetype="application/json")(environ, start_response)
        header, claims = signed
        text = jwt.encode(header, claims, self.key, algorithms=[header["alg"]])
        return Response(text, mimetype="application/jwt")(environ, start_response)

    def _is_proven(self, request):
        body = request.get_data()
        request.environ["wsgi.input"] = BytesIO(body)  # to be read again
        sent = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        try:
            proof = jwt.decode(sent["client_assertion"], self.client_keys, algorithms=["RS256"])
            said = {name: {"essential": True, "value": sent["client_id"]} for name in ("iss", "sub")}
            said |= {"aud": {"essential": True, "value": self.issuer}, "exp": {"essential": True}}
            jwt.JWTClaimsRegistry(**said).validate(proof.claims)
        except (JoseError, KeyError):
            return False
        is_first = proof.claims["jti"] not in self.proofs
        self.proofs.add(proof.claims["jti"])
        return is_first and "client_secret" not in sent and "Authorization" not in request.headers


@pytest.fixture(scope="session")
def strict_server():
    with run_server_in_thread(require_nonce=True) as server:
        server.app = StrictProvider(server.app, f"http://localhost:{server.server_port}")
        yield server.app


@pytest.fixture
def strict(strict_server):
    strict_server.user_info = strict_server.as_it_should_be
    return strict_server
