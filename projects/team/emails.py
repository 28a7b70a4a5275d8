"""The e-mail of an invitation. It names no person."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Role
from projects.team.memberships import ActionRefused


def send_invitation(invitation, link):
    """Send the link. Raises memberships.ActionRefused if that fails."""
    account = User.objects.filter(email__iexact=invitation.email).first()
    language = account.language if account else invitation.language
    context = {
        "link": link,
        "role": Role(invitation.role).label,
        "days": invitation.VALID_FOR.days,
    }
    try:
        send_email(
            invitation.email, language, "projects/team/emails/invitation.txt", invitation.project, context
        )
    except OSError:  # "from None": the mail server's message may contain the address
        raise ActionRefused(
            _("The e-mail could not be sent, and nothing is saved. Try again later.")
        ) from None


def send_email(address, language, template, project, context):
    with translation.override(language):
        context = {"project": project.display_name, **context}
        subject, _line, body = render_to_string(template, context).partition("\n")
        EmailMessage(f"esfportal: {subject}", body.strip() + "\n", to=[address]).send()
