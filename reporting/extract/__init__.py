"""Register extract: all data that a project holds about one person (GDPR article 15), as PDF and JSON."""
