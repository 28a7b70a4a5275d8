"""The officers of an organisation that funds projects: its users with the role of a funder or auditor (ADR 120)."""
