"""Made-up participants for the demo, the same at every run."""
