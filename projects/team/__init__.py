"""A project's team: its members, invitations and quarterly reviews."""
