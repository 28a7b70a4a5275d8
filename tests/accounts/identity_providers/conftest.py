from tests.accounts.identity_providers.running import issuer, strict, strict_server  # noqa: F401  (fixtures)
