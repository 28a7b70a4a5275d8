"""What the read log says an extract was for, and what it says of a person in the extract's language.

The log keeps its reasons in the portal's own language. Those that the portal worded itself can be said in
another; what somebody wrote stays as it was written.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import AuditEntry
from reporting.extract.choices import IDENTIFIED


def asked(requested_on, identified_by):
    """The person's request: when, and how it was made sure who asks."""
    return _("%(day)s (%(how)s)") % {"day": requested_on, "how": dict(IDENTIFIED)[identified_by]}


def purpose(requested_on, identified_by):
    return _("extract at the person's own request, %(asked)s") % {"asked": asked(requested_on, identified_by)}


def kept(requested_on, identified_by):
    """The purpose as the log keeps it, whoever reads it."""
    with translation.override(settings.LANGUAGE_CODE):
        return purpose(requested_on, identified_by)


def in_this_language(participation):
    """{a reason that the log may have about the person: the same in the language in force}."""
    openings = participation.openings.order_by("pk")
    extracts = AuditEntry.objects.about(participation).filter(action="extract_made")
    days = [extract.details["requested_on"] for extract in extracts]
    with translation.override(settings.LANGUAGE_CODE):
        as_kept = _reasons(openings, days)
    return dict(zip(as_kept, _reasons(openings, days), strict=True))


def _reasons(openings, days):
    """For each opening of a protected record, and for each extract by whichever way to know who asked."""
    opened = [opening.reason_in_words for opening in openings]
    return opened + [purpose(day, how) for day in days for how, _label in IDENTIFIED]
