"""What a project holds about one person, for the person who asks (GDPR, article 15): as PDF and JSON."""
