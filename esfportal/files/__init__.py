"""Stored files in Django's storages, one alias for each use (docs/adr/0090)."""

# A file is written under a key that is never used again, and is named in the database afterwards, so a row never
# names half a file.
