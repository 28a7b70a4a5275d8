"""Distance travelled in a report: what is measured, what is released, and its tables on the page and in files."""
