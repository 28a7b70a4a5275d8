"""Monthly files for tests."""

from datetime import date

from participants.register.actions.correction import correct_identity
from participants.register.models import AuthorisedCaseWorker, Participation
from reporting.statistics import actions
from reporting.statistics.models import MonthlyFile
from reporting.statistics.overview import Overview
from tests.factories import ParticipationFactory
from tests.numbers import nth_number
from tests.participants.attendance.examples import activity_of, attendance_of, session_of
from tests.reporting.cofinancing.examples import locked_certificate_of

JANUARY, FEBRUARY, MARCH, APRIL = MONTHS = [date(2018, month, 1) for month in range(1, 5)]
# For tests/sample_objects.py: values of the parameters of addresses.
OF_STATISTICS = {
    ("statistics", "year"): lambda full_project: MARCH.year,
    ("statistics", "month"): lambda full_project: MARCH.month,
}


def people_to_report(cast):
    """Return two women and a protected man; the first has certified hours in January and others in March."""
    activity = activity_of(cast.project, "Kalejdo C3")

    def one(start, number, **values):
        about = {"project": cast.project, "person__number": nth_number(number), "spell__entry_date": start}
        return ParticipationFactory(**about | values)

    anna = one(JANUARY, 0, given_name="=Anna", family_name="Ek")
    britta = one(date(2018, 2, 5), 2, given_name="Britta", family_name="Gran")
    hidden = one(date(2018, 2, 6), 1, given_name="Hemlig", person__protected=True)
    locked_certificate_of(anna, JANUARY, by=cast.leader, activity=activity)
    attendance_of(anna, session_of(activity, date(2018, 3, 9)), minutes=130)
    return anna, britta, hidden


def correct(participation, cast, **values):
    form = {"given_name": participation.given_name, "family_name": participation.family_name, **values}
    correct_identity(participation, values=form, reason="Fel", by=cast.leader)


def prepare_as_shown(project, month, *, by):
    """Prepare the month with all warnings confirmed, as the page does. Raises ActionRefused."""
    seen = actions.fingerprint(*Overview(project).numbered(month))
    return actions.prepare(project, month, seen=seen, confirmed=True, by=by)


def authorised_for_all(project, user):
    """Authorise the user for each protected identity of the project, as its monthly files ask for."""
    protected = Participation.objects.in_project(project).protected()
    AuthorisedCaseWorker.objects.bulk_create(
        AuthorisedCaseWorker(participation=each, user=user, authorised_by=user) for each in protected
    )


def monthly_file_of(project, *, by, month=MARCH, man_code="Tfxx"):
    """Return the next version of a month as it is now."""
    overview = Overview(project)
    overview.settings.man_code = man_code
    overview.settings.save()
    before = overview.latest.get(month)
    file = MonthlyFile(project=project, month=month, version=before.version + 1 if before else 1)
    file.prepared_by = by
    file.write_rows(overview.numbered(month)[0])
    file.save(force_insert=True)
    return file
