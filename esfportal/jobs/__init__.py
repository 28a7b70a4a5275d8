"""Long jobs that outlive a request: a row in the database holds the truth, the queue only wakes a worker.

    models      the abstract row: state, lease, attempt, progress, failure
    querysets   which jobs are open, abandoned, claimable or held by an attempt
    kinds       what an app declares about its jobs: the model, the steps, the work
    queue       send a job to the broker
    runner      claim a job, do its work, record how it ended
    lease       renew the lease while the work goes on
    actions     put a job back in the queue, cancel it
    sweeper     enqueue again what is left open, remove what lost attempts left behind
    pages       what a page shows of a job

A new kind is a model, a `JobKind` and a line in `settings.JOB_KINDS`.
"""
