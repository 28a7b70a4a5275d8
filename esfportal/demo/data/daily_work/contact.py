"""Made-up contact details of the running project's participants."""

from esfportal.demo.data import running_project
from participants.contact.actions import save_details
from participants.contact.models import Channel, ContactDetails
from participants.register.models import Participation

PEOPLE = 12
LANGUAGES = ("sv", "", "sv", "en")


def build_contact_details(*, by):
    """Record addresses at example.org; a project that has some is left unchanged."""
    if ContactDetails.objects.filter(project__slug=running_project.SLUG).exists():
        return
    people = Participation.objects.filter(project__slug=running_project.SLUG).unprotected().order_by("pk")
    for number, participation in enumerate(people[:PEOPLE]):
        wants = number % 4 < 3
        values = {
            "email": f"deltagare{number + 1}@example.org" if wants else "",
            "phone": f"070-174 06 {number + 5:02}",
            "channel": Channel.EMAIL if wants else Channel.NONE,
            "language": LANGUAGES[number % len(LANGUAGES)] if wants else "",
        }
        save_details(participation, values=values, by=by)
