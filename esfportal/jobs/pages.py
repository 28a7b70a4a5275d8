def progress_context(job, *, step_text, poll_url):
    """Return the variables of templates/components/job_progress.html."""
    return {
        "job": job,
        "step": step_text,
        "percent": job.progress if job.step else None,
        "poll_url": poll_url if job.is_open else "",
    }
