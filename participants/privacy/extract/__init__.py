"""Register extract: a person's own data (GDPR article 15) as PDF and JSON."""
