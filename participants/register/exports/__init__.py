"""Exports of the participant list: what the list shows, as a CSV or XLSX file (docs/adr/0139)."""
