"""Verification of a submitted report by auditors, person by person under pseudonyms."""
