"""Hours of a project: planned, attended and confirmed, and the staff's hours with participants."""
