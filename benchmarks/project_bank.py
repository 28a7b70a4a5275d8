"""Benchmark: the pages of the project bank compared with a bare Django view of the same bytes, and with a 304.

.venv/bin/python -m benchmarks.project_bank [PROJECTS]
"""

import os
import sys

from benchmarks.pages import fastest, report
from esfportal.embedded import servers, stop_on_signals
from esfportal.environment import var_folder

PROJECTS = 500
PAGES = {
    "list": "/project-bank/",
    "search for two words": "/project-bank/?q=arbete+kommun",
    "county and state": "/project-bank/?county=08&state=ended",
    "project": "/p/bank-1/",
    "feed": "/project-bank/feed.xml",
    "sitemap": "/sitemap.xml",
}


def main(number):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    os.environ["ESFPORTAL_ENV"] = "test"
    with stop_on_signals(), servers(var_folder()):
        import django

        django.setup()
        measure(number)


def measure(number):
    from django.test import Client

    from accounts.database_access import operator_scope
    from benchmarks.database import own_database
    from projects.bank.public_pages import searches

    searches.most = sys.maxsize
    with own_database("benchmark_project_bank"):
        with operator_scope("benchmark"):
            build(number)
        print(f"{number:,} projects; the fastest runs, in ms")
        print(f"{'':34}{'statements':>11}{'core':>8}{'wall':>8}{'bare':>8}{'times':>8}{'its SQL':>9}")
        client = Client(HTTP_HOST="localhost")
        for name, address in PAGES.items():
            report(name, client, address)
        known = {"if-none-match": client.get("/project-bank/")["ETag"]}
        core, wall = fastest(lambda: client.get("/project-bank/", headers=known))
        print(f"{'list, not modified (304)':34}{'':11}{core:8.1f}{wall:8.1f}")


def build(number):
    from accounts.models import Organisation
    from projects.models import Municipality, Project, ProjectText

    places = list(Municipality.objects.order_by("code"))
    owner = Organisation.objects.create(name="Ägaren", name_en="The owner")
    text = "Vi söker vägar till arbete tillsammans med kommunen och näringslivet. " * 30
    for each in range(number):
        project = Project.objects.create(
            slug=f"bank-{each}", name=f"Projekt {each}", programme_period="2014-2020", region="sydsverige"
        )
        project.partners.create(organisation=owner, role="owner")
        project.municipalities.set(places[each % 200 : each % 200 + 8])
        ProjectText.objects.bulk_create(
            ProjectText(project=project, section=section, language=language, body=text)
            for section in ProjectText.Section.values
            for language in ("sv", "en")
        )


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:]) if sys.argv[1:] else [PROJECTS]))
