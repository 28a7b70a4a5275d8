"""Helpers for the tests of a person's pages."""

from accounts.audit.models import AuditEntry


def page(participation, name):
    return participation.get_absolute_url() + name


def errors(response):
    return response.context["form"].errors


def audit_actions(participation):
    return list(AuditEntry.objects.about(participation).values_list("action", flat=True))
