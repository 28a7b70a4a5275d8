"""Made-up exports by cut-off date: one that is confirmed, and a later one that waits to be."""

from datetime import date

from accounts.models import User
from esfportal.demo.data.accounts import DOMAIN
from projects.models import ProgrammePeriod
from reporting.programme.cutoffs.actions import ask_for_export, confirm_export
from reporting.programme.models import CutoffExport

OFFICER = "esf"
PERIOD = ProgrammePeriod.P2014.value
FIRST, SECOND = date(2019, 6, 30), date(2020, 6, 30)
REASON = "Koderna för programområde och särskilt mål kompletteras (påhittat)."


def build_cutoffs():
    """Ask for the first export, and confirm it and ask for the second once the worker has made it."""
    officer = User.objects.filter(email=f"{OFFICER}@{DOMAIN}").first()
    if officer is None:  # the accounts are made with the running project
        return
    exports = CutoffExport.objects.of_organisation(officer.organisation_id).filter(programme_period=PERIOD)
    first = exports.filter(cutoff=FIRST).first()
    if first is None:
        ask_for_export(programme_period=PERIOD, cutoff=FIRST, by=officer)
    elif first.is_made and not first.is_frozen:
        confirm_export(first, reason=REASON, by=officer)
        ask_for_export(programme_period=PERIOD, cutoff=SECOND, by=officer)
