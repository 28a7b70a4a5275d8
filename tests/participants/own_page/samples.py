"""Links to own pages for tests."""

from django.test import Client
from django.utils import timezone

from esfportal.security.secret_tokens import token_hash
from participants.own_page.codes import code_hash
from participants.own_page.models import OwnPageLink

CODE = "135790"
# For tests/sample_objects.py: values of the parameters of addresses.
OF_OWN_PAGE = {
    ("own_page:survey", "pk"): lambda full_project: full_project.survey.pk,
    ("own_page", "pk"): lambda full_project: full_project.certificate.pk,
    ("own_page", "subject"): lambda full_project: "contact",
    ("own_page", "token"): lambda full_project: token_of(full_project.own),
}


def link_of(participation, **values):
    """Make a link that CODE opens; its token is `token_of(participation)`."""
    stored = token_hash(token_of(participation))
    given = {"code_hash": code_hash(stored, CODE), "expires_at": timezone.now() + OwnPageLink.VALID_FOR}
    return OwnPageLink.objects.create(participation=participation, token_hash=stored, **given | values)


def fill_own_page(full_project):
    """Make a link, and a request for an extract that is made and not handed over."""
    link_of(full_project.own)
    full_project.own.extract_requests.create(made_at=timezone.now())


def token_of(participation):
    return f"token-{participation.pk}"


def browser():
    return Client(headers={"accept-language": "sv"})


def opened(participation, client=None):
    """Return a browser that has opened the own page."""
    client = client or browser()
    answer = client.post(f"/me/open/{token_of(participation)}/", {"code": CODE})
    assert (answer.status_code, answer.url) == (302, "/me/")
    return client
