from datetime import timedelta

from django.utils import timezone

from participants.contact.models import ContactDetails, Message

EMAIL, PHONE = "ylva.deltagare@example.org", "070-174 06 05"


def contact_details_of(participation, *, email=EMAIL, phone=PHONE, channel="email", language="", by=None):
    details = ContactDetails(participation=participation, channel=channel, language=language, recorded_by=by)
    details.write(email=email, phone=phone)
    details.save(force_insert=True)
    return details


def message_to(participation, kind="survey", **values):
    given = {"origin": "http://testserver", "waits_until": timezone.now() + timedelta(days=1), **values}
    return Message.objects.create(participation=participation, kind=kind, **given)
