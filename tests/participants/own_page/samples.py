"""Links to own pages for tests."""

from django.utils import timezone

from esfportal.security.secret_tokens import token_hash
from participants.own_page.codes import code_hash
from participants.own_page.models import OwnPageLink

CODE = "135790"


def link_of(participation, **values):
    """Make a link that CODE opens; its token is `token_of(participation)`."""
    stored = token_hash(token_of(participation))
    given = {"code_hash": code_hash(stored, CODE), "expires_at": timezone.now() + OwnPageLink.VALID_FOR}
    return OwnPageLink.objects.create(participation=participation, token_hash=stored, **given | values)


def token_of(participation):
    return f"token-of-{participation.pk}"
