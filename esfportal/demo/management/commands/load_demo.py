from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

import projects
from esfportal.demo.data import running_project
from esfportal.demo.data.access_log import build_access_log
from esfportal.demo.data.accounts import make_accounts, make_pending_invitation
from esfportal.demo.data.bookings import book_in_kind, book_running_project
from esfportal.demo.data.build import build_people
from esfportal.demo.data.daily_work.activities import build_activities
from esfportal.demo.data.daily_work.anonymous import build_anonymous_counts
from esfportal.demo.data.daily_work.attendance import build_attendance
from esfportal.demo.data.daily_work.benefits import build_benefits
from esfportal.demo.data.daily_work.certificates import build_certificates
from esfportal.demo.data.daily_work.claims import build_claims
from esfportal.demo.data.daily_work.cofinancing import book_certified_hours
from esfportal.demo.data.daily_work.contact import build_contact_details
from esfportal.demo.data.daily_work.lists import build_absence, save_filters
from esfportal.demo.data.daily_work.own_pages import build_own_pages
from esfportal.demo.data.daily_work.recent_ends import build_working_day
from esfportal.demo.data.daily_work.surveys import build_surveys
from esfportal.demo.data.daily_work.waiting import build_waiting_work
from esfportal.demo.data.daily_work.week_sheets import build_week_sheets
from esfportal.demo.data.employers import build_employers
from esfportal.demo.imports import build_imports
from esfportal.demo.information import build_consents, build_information
from esfportal.demo.person_plans import build_plans
from esfportal.demo.proof import add_made_up_proof
from esfportal.operations.commands import DataCommand
from projects.actions import load_project
from projects.models import Project
from projects.project_files.parser import parse

PROJECT_FILES = Path(projects.__file__).parent / "files"


class Command(DataCommand):
    help = "Loads the demo projects with accounts and made-up participants. Run again, it changes nothing."

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("The demo is not for production: its accounts and people are made up.")
        self._load_projects()
        users = make_accounts()
        make_pending_invitation(users["projektledare.kalmar"])
        made = build_people(users)
        if running_project.SLUG in made:
            build_working_day(users)
        for slug, number in made.items():
            self.stdout.write(f"{slug}: {number} made-up participants")
        add_made_up_proof(leader=users["projektledare.vagval"])
        build_plans(case_worker=users["handlaggare.gavle"])
        build_absence(absent=users["handlaggare.sandviken"], cover=users["projektledare.vagval"])
        save_filters(leader=users["projektledare.vagval"], case_worker=users["handlaggare.gavle"])
        build_information(case_worker=users["handlaggare.gavle"])
        build_employers(by=users["handlaggare.gavle"])
        build_consents(leader=users["projektledare.vagval"])
        build_activities(leader=users["handlaggare.gavle"], by=users["handlaggare.gavle"])
        build_attendance(by=users["handlaggare.gavle"])
        build_certificates(by=users["handlaggare.gavle"])
        build_week_sheets(by=users["handlaggare.gavle"])
        build_own_pages(by=users["handlaggare.gavle"])
        build_anonymous_counts(by=users["projektledare.vagval"])
        build_benefits(by=users["handlaggare.gavle"])
        build_contact_details(by=users["handlaggare.gavle"])
        build_surveys(leader=users["projektledare.vagval"], case_worker=users["handlaggare.gavle"])
        build_waiting_work(receiver=users["handlaggare.gavle"], sender=users["handlaggare.hofors"])
        book_in_kind(users["projektledare.spik"])
        book_running_project(users["projektledare.vagval"])
        build_claims(by=users["projektledare.vagval"])
        book_certified_hours(by=users["projektledare.vagval"])
        build_access_log(users)
        build_imports(leader=users["projektledare.vagval"], case_worker=users["handlaggare.gavle"])

    def _load_projects(self):
        # Each file is loaded once, so that a project leader's changes are kept.
        loaded = set(Project.objects.values_list("slug", flat=True))
        for file in sorted(PROJECT_FILES.glob("*.toml")):
            if file.stem not in loaded:
                call_command("load_project", str(file), stdout=self.stdout, stderr=self.stderr)
        if running_project.SLUG not in loaded:
            file, _errors = parse(running_project.project_text(timezone.localdate()).encode())
            load_project(file)
            self.stdout.write(f"{running_project.SLUG}: created, as if half of it had passed today")
