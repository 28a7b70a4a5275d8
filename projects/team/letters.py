"""Letters about a project's team: they name the project, a role and a link, and nobody."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.memberships import Refused
from accounts.models import Role, User


def invite(invitation, link):
    """Raises memberships.Refused when the letter can't be sent."""
    account = User.objects.filter(email__iexact=invitation.email).first()
    language = account.language if account else invitation.language
    context = {
        "link": link,
        "role": Role(invitation.role).label,
        "days": invitation.HOLDS.days,
    }
    try:
        send(invitation.email, language, "projects/letters/invitation.txt", invitation.project, context)
    except OSError:  # what the mail server says may quote the address
        raise Refused(_("The letter could not be sent, and nothing is saved. Try again later.")) from None


def send(address, language, template, project, context):
    """One letter; the template's first line is the subject."""
    with translation.override(language):
        context = {"project": project.display_name, **context}
        subject, _line, body = render_to_string(template, context).partition("\n")
        EmailMessage(f"esfportal: {subject}", body.strip() + "\n", to=[address]).send()
