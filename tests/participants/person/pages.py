"""What the tests of a person's pages ask for again and again."""

from accounts.models import AuditEntry


def page(participation, name):
    return participation.get_absolute_url() + name


def errors(response):
    return response.context["form"].errors


def trace(participation):
    return list(AuditEntry.objects.about(participation).values_list("action", flat=True))
