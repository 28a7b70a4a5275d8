import pytest
from django.core.exceptions import ImproperlyConfigured

from esfportal.security import single_sign_on


def test_the_environment_describes_it(monkeypatch):
    assert single_sign_on.from_environment(production=True) is None
    for name, value in {
        "ISSUER": "https://id.example/",
        "CLIENT_ID": "portal",
        "SECRET": "s",
        "SECOND_FACTOR": "1",
        "ACR": "loa3 loa4",
        "DOMAINS": "Kommunen.example, skolan.example",
    }.items():
        monkeypatch.setenv(f"ESFPORTAL_OIDC_{name}", value)
    provider = single_sign_on.from_environment(production=True)
    assert (provider.issuer, provider.trusted, provider.acr) == ("https://id.example", True, ("loa3", "loa4"))
    assert provider.domains == ("kommunen.example", "skolan.example")
    monkeypatch.delenv("ESFPORTAL_OIDC_DOMAINS")
    with pytest.raises(ImproperlyConfigured, match="ESFPORTAL_OIDC_DOMAINS"):
        single_sign_on.from_environment(production=True)
    monkeypatch.setenv("ESFPORTAL_OIDC_ISSUER", "http://id.example")
    with pytest.raises(ImproperlyConfigured, match="https"):
        single_sign_on.from_environment(production=True)
    monkeypatch.delenv("ESFPORTAL_OIDC_SECRET")
    with pytest.raises(ImproperlyConfigured, match="ESFPORTAL_OIDC_SECRET"):
        single_sign_on.from_environment(production=False)
