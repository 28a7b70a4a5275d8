from participants.privacy.models import ExtractRequest
from participants.register.identity.merged_records import record_keys


def requests_of(participation):
    """Return the requests, latest first."""
    return ExtractRequest.objects.filter(participation__in=record_keys(participation)).order_by("-pk")


def latest_request(participation):
    return requests_of(participation).first()
