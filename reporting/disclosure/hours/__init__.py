"""Releases of hours."""
