"""Long jobs that outlive a request: a row in the database holds the truth, the queue only wakes a worker.

A new kind is a model, a `JobKind` and a line in `settings.JOB_KINDS` (docs/adr/0060).
"""
