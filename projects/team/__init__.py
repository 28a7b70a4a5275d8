"""A project's team: who has which role, who is invited, and whether they are still the right ones."""
