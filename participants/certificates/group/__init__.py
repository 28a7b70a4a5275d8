"""A month for a whole group: the list of a project's month, and steps that a job takes for the chosen ones."""
