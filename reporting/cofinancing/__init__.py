"""Certified hours as co-financing in kind: rates of benefits, and bookings with a line for each certificate."""
