import pytest
from oidc_provider_mock import run_server_in_thread


@pytest.fixture(scope="session")
def issuer():
    with run_server_in_thread(require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"
