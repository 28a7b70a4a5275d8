"""Disposal of the files of proof: until when a project keeps them, and their removal after that day (docs/adr/0158)."""
