"""Stored files: reports today, uploads later. They go through Django's storages, one alias for each use.

A file is written under a key that is never used again, and is named in the database afterwards, so a
row never names half a file (docs/adr/0090).
"""
