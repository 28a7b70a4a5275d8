"""Signing in: passwords, second factors, sessions, locks, and the letters about them. allauth does the work."""
