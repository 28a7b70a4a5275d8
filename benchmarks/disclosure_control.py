"""Time of disclosure control compared with writing the files: the demo projects, and a series of reports.

    ESFPORTAL_ENV=demo ESFPORTAL_VAR=/tmp/benchmarks .venv/bin/python -m benchmarks.disclosure_control

Reads the demo projects from the database of that folder (`manage.py migrate`, `manage.py load_demo`). Prints
what docs/performance.md records.
"""

import os
import time
from datetime import date

from esfportal.embedded import servers, stop_on_signals
from esfportal.environment import var_folder

QUARTERS = [
    (date(2017, 9, 1), date(2018, 3, 31)),
    (date(2018, 4, 1), date(2018, 9, 30)),
    (date(2018, 10, 1), date(2019, 3, 31)),
    (date(2019, 4, 1), date(2019, 9, 30)),
    (date(2019, 10, 1), date(2020, 3, 31)),
    (date(2020, 4, 1), date(2020, 11, 30)),
]


def main():
    import django

    django.setup()
    from esfportal.demo.data.reports import PAST_PROJECTS
    from projects.models import Project
    from reporting import disclosure
    from reporting.indicators import figures
    from reporting.reports import files

    def timed(action):
        began = time.process_time()
        return action(), 1000 * (time.process_time() - began)

    rules = disclosure.DisclosureRules(5, 5, 20, 20)

    def release(document, earlier=()):
        return disclosure.release(document, rules=rules, earlier=list(earlier))

    for plan in PAST_PROJECTS:
        project = Project.objects.get(slug=plan.slug)
        document = figures.compute(project, starts_on=plan.starts_on, ends_on=plan.ends_on).document
        control = min(timed(lambda: release(document))[1] for _ in range(3))  # noqa: B023
        rendering = sum(
            timed(lambda: files.render(document, kind, language))[1]  # noqa: B023
            for kind in files.KINDS
            for language in files.LANGUAGES
        )
        print(f"{project.slug:15} disclosure control {control:5.0f} ms, six files {rendering:5.0f} ms")
    kalmar, releases = Project.objects.get(slug="kalmar"), []
    for first, last in QUARTERS:
        document = figures.compute(kalmar, starts_on=first, ends_on=last).document
        done, control = timed(lambda: release(document, releases))  # noqa: B023
        releases.append(done)
        print(f"kalmar to {last}, after {len(releases) - 1} others: disclosure control {control:5.0f} ms")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    stop_on_signals()
    with servers(var_folder()):
        main()
