"""A project's month as a list, and a step for a group with what came of it."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from esfportal.jobs.pages import progress_context
from esfportal.ui.formats import month_text
from esfportal.ui.plain_text import isolated
from participants.certificates.closing import months_of, problems_of
from participants.certificates.corrections.uses import Use, uses_of
from participants.certificates.document.texts import time_text
from participants.certificates.group.access import people_with_keys
from participants.certificates.models import Certificate
from participants.register.models import Participation
from participants.register.rules.entry_rules import Problem


@dataclass(frozen=True)
class PersonRow:
    """A participant's month in the list of a project."""

    participation: Participation
    certificate: Certificate | None  # in force
    problems: list[Problem]  # why an open month can't be closed
    minutes: int
    url: str
    uses: list[Use]  # of the certificate's hours

    @property
    def can_be_closed(self):
        return self.certificate is None and not self.problems

    @property
    def seen(self):
        return self.certificate.pk if self.certificate else self.minutes

    @property
    def hours(self):
        return time_text(self.minutes)

    @property
    def choice(self):
        state = self.certificate.get_state_display() if self.certificate else pgettext("a month", "open")
        return f"{isolated(self.participation.full_name)}, {self.hours}, {state}"


def person_rows(people, month, user, project):
    """Return the rows of the people, in a fixed number of statements."""
    found, today = months_of(people, month), timezone.localdate()
    in_force = {key: _in_force(each) for key, each in found.items()}
    uses = uses_of([each for each in in_force.values() if each], user, project)
    return [_person_row(each, found[each.pk], in_force[each.pk], month, today, uses) for each in people]


def _in_force(found):
    return next((each for each in found.certificates if each.is_in_force), None)


def _person_row(participation, found, certificate, month, today, uses):
    problems = [] if certificate else problems_of(month, found, today=today)
    minutes = certificate.minutes if certificate else sum(each.minutes for each in found.attendances)
    used = uses.get(certificate.pk, []) if certificate else []
    return PersonRow(participation, certificate, problems, minutes, person_url(participation), used)


def person_url(participation):
    return reverse("certificates:person", args=[participation.project.slug, participation.public_id])


def months_beside(project, month):
    """Return the links to the month before and after: (text, address)."""
    before, after = month - timedelta(1), month + timedelta(31)
    return [(capfirst(month_text(each)), month_url(project, each)) for each in (before, after)]


def month_url(project, month):
    return reverse("certificates:month", args=[project.slug, month.year, month.month])


def query_of(request):
    """Return the query of the list, so that its form is sent to the same rows."""
    query = request.GET.urlencode()
    return f"?{query}" if query else ""


def step_context(job, user, *, poll_url):
    """Return what the page of a step shows: how far it is, and at its end what came of it."""
    is_writing = job.step == "writing"
    texts = {
        "": _("Waiting for its turn"),
        True: _("Writing the file"),
        False: _("Going through the participants"),
    }
    context = progress_context(job, step_text=texts[is_writing if job.step else ""], poll_url=poll_url)
    refused = dict(job.result.get("refused", ()))
    people = people_with_keys(user, job.project, refused) if refused else {}
    return {
        **context,
        "month": month_text(job.month),
        "back_url": month_url(job.project, job.month),
        "taken": job.result.get("taken", 0),
        "files": [file.number for file in job.files.only("number")] if not job.is_open else [],
        # Of others nothing is said but their number: a record may be protected by now.
        "refused": [
            (people[key], text, person_url(people[key])) for key, text in refused.items() if key in people
        ],
        "hidden": len(refused.keys() - people.keys()),
    }
