"""Drafts of registrations for tests."""

from uuid import uuid4

from django.http import QueryDict

from participants.register.actions import keep_draft
from participants.register.models import RegistrationDraft


def registration_draft(project, *, by):
    number = uuid4()
    keep_draft(number, project=project, data=QueryDict("given_name=Utkast&family_name=Utkastsson"), by=by)
    return RegistrationDraft.objects.get(pk=number)
