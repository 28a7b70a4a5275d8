"""Long jobs: the row is the truth, the queue only wakes a worker (docs/adr/0060, docs/dev/how-to/job.md)."""
