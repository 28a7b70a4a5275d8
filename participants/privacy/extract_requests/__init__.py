"""Requests for extracts of the register, from participants' own pages."""
