"""Pages for those who follow the reports: what was received and what is expected, from the funder's side."""
