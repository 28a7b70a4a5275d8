"""Hours in report documents."""
