import pytest


@pytest.mark.django_db
def test_readyz(client):
    assert client.get("/readyz").json() == {"ready": True, "database": "ok", "broker": "ok"}
