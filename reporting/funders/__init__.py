"""Pages for funders: what came in and what waits, and the list of all their projects."""
