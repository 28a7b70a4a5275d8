"""Signing in, on top of allauth."""
