import pytest
from oidc_provider_mock import run_server_in_thread


@pytest.fixture(scope="session")
def issuer():
    """The address of a running OpenID provider."""
    with run_server_in_thread(require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"
