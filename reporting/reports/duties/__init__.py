"""Reports that a project has to hand in: when each is due, and what has become of it."""
