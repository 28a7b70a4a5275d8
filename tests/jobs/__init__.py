"""Jobs in tests: done in the same process, when the test says so."""

from esfportal.jobs import runner
from esfportal.jobs.kinds import kinds


def run_jobs(name):
    """Do the open jobs of a kind as a worker does, and return how many were published."""
    kind = kinds()[name]
    published, tried = 0, set()
    # One at a time: the end of a job may let another begin.
    while open_jobs := kind.model.objects.claimable().exclude(pk__in=tried).in_order()[:1]:
        tried.add(open_jobs[0].pk)
        published += runner.run(kind, open_jobs[0].pk)
    return published


def confirm_import(client, review):
    """Confirm an uploaded file at its review page, have it imported, and open the page of the job.

    Return the answer of that page: it leads to where the result is shown.
    """
    answer = client.post(f"{review}confirm/")
    if answer.status_code != 302 or "/jobs/" not in answer.url:
        return answer
    run_jobs("import")
    return client.get(answer.url)
