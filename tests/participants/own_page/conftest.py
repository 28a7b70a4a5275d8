from tests.accounts.identity_providers.running import issuer  # noqa: F401  (a fixture)
