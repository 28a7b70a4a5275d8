"""Signing in, on top of allauth: passwords, second factors, sessions, lockout and e-mails about them."""
