"""Hours of participants: computed for a project, and in a report, its releases, page and files."""
