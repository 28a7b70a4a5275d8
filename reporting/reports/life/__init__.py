"""The life of a report after its draft: handed in, returned, approved, and its next version."""
