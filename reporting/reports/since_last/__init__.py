"""Comparison of a report with the last submitted one of its kind, and the causes of each difference."""
