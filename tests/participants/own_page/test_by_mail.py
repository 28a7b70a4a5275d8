"""Links to own pages by e-mail: a code for one browser, and a new link for an address that is written."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.audit.models import AuditEntry
from participants.contact.actions import remove_of_protected
from participants.contact.models import Message
from participants.contact.sending import send_waiting
from participants.own_page.mailed.links import answer_requests
from participants.own_page.models import LinkRequest, OwnPageLink
from tests.answers import outside_tags
from tests.factories import OSKARSHAMN, ParticipationFactory
from tests.participants.contact.examples import EMAIL, contact_details_of
from tests.participants.own_page.samples import browser, link_of, opened
from tests.participants.own_page.test_months import certified

pytestmark = pytest.mark.django_db
MASKED = "y…@example.org"


def mailed(pattern):
    """Send what waits, and return what the last e-mail has in the place of the pattern."""
    send_waiting()
    return re.search(pattern, mail.outbox[-1].body)[0]


def mailed_link():
    return mailed(r"/me/open/[\w-]+/")


def mailed_code():
    return mailed(r"\d{3} \d{3}")


def test_a_mailed_link_opens_with_a_code_in_one_browser(cast, sign_in):
    person = ParticipationFactory(project=cast.project, given_name="Ylva", spell__municipality_id=OSKARSHAMN)
    certificate = certified(person, by=cast.leader, month=3)
    staff, page = sign_in(cast.case_worker), f"{person.get_absolute_url()}own-page/"
    assert "Skicka en länk med e-post" not in staff.get(page).text
    assert "ingen adress dit meddelanden är önskade" in staff.post(f"{page}mail/", follow=True).text
    contact_details_of(person, language="sv")
    assert "är på väg till y…@example.org" in staff.post(f"{page}mail/", follow=True).text
    address = mailed_link()
    letter = mail.outbox[-1]
    assert (letter.to, letter.subject) == ([EMAIL], "esfportal: Din sida i Samverkansprojektet")
    assert letter.body.startswith("Hej!")
    assert not re.search(r"Ylva|\bHello\b", letter.body)
    assert MASKED in staff.get(page).text

    phone, other = browser(), browser()
    for client in (phone, other):
        assert "Skicka en kod till mig" in client.get(address).text
    assert phone.post(f"{address}code/").url == address
    code = mailed_code()
    assert "Skriv koden från mejlet" in phone.get(address).text
    assert "Skicka en kod till mig" in other.post(address, {"code": code}).text  # another browser
    assert "Försök kvar: 4" in phone.post(address, {"code": "0"}).text
    Message.objects.filter(kind="own_code").update(code_expires_at=timezone.now())
    assert "Skicka en kod till mig" in phone.post(address, {"code": code}).text  # too old
    phone.post(f"{address}code/")
    assert phone.post(address, {"code": mailed_code()}).url == "/me/"
    assert browser().get(address).status_code == 404

    month = f"/me/months/{certificate.pk}/"
    phone.post(month, {"shown_digest": phone.get(month).context["certificate"].digest})
    event = certificate.events.get(step="confirm")
    assert (event.method, event.sent_to, event.codes_tried) == ("mail", MASKED, 2)
    assert MASKED in staff.get(certificate.get_absolute_url()).text
    stored = str([[*model.objects.values()] for model in (OwnPageLink, Message, AuditEntry)])
    assert [secret in stored for secret in (EMAIL, address.split("/")[3], code)] == [False] * 3
    done = AuditEntry.objects.filter(action__startswith="own_").order_by("pk")
    assert [(each.action, each.actor) for each in done] == [
        ("own_link_mailed", cast.case_worker),
        *((f"own_page_{what}", None) for what in ("code_mailed", "code_wrong", "code_mailed", "opened")),
    ]


def test_a_link_takes_five_codes_and_five_tries(cast):
    person = ParticipationFactory(project=cast.project)
    contact_details_of(person)
    link_of(person, method="mail", code_hash="", sent_to=MASKED)
    address, phone = f"/me/open/token-{person.pk}/", browser()
    sent = [phone.post(f"{address}code/").status_code for _time in range(6)]
    assert sent == [302] * 5 + [429]
    send_waiting()
    assert len(mail.outbox) == 5
    assert (mail.outbox[0].subject.count(" / "), "Hello," in mail.outbox[0].body) == (
        1,
        True,
    )  # both languages
    tried = [phone.post(address, {"code": "0"}).status_code for _time in range(5)]
    assert tried == [200] * 4 + [404]
    assert browser().post("/me/open/guess/code/").url == "/me/open/guess/"


def ask(email=EMAIL, client=None):
    return (client or browser()).post("/me/link/", {"email": email})


def test_a_written_address_gets_a_link_for_each_project_that_uses_own_pages(cast):
    here, there, elsewhere, left, silent, hidden = (
        ParticipationFactory(project=project, **values)
        for project, values in (
            (cast.project, {}),
            (cast.other_project, {}),
            (cast.other_project, {}),
            (
                cast.project,
                {
                    "spell__entry_date": "2018-01-10",
                    "spell__exit_date": "2018-03-10",
                    "spell__exit_reason": "completed",
                },
            ),
            (cast.project, {}),
            (cast.project, {}),
        )
    )
    for each in (here, there, left, hidden):
        contact_details_of(each)
    contact_details_of(silent, channel="none")
    link_of(left)  # the project uses own pages; the other does not yet
    type(hidden.person).objects.filter(pk=hidden.person_id).update(protection="confidentiality_mark")
    answers = [ask(email) for email in (f"  {EMAIL.upper()}", "okand@example.org")]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert outside_tags(answers[0].text) == outside_tags(answers[1].text)
    assert not Message.objects.exists()  # a worker looks
    answer_requests()
    send_waiting()
    assert [(letter.to, "Samverkansprojektet" in letter.subject) for letter in mail.outbox] == [
        ([EMAIL], True)
    ]
    assert OwnPageLink.objects.get(method="mail").participation == here

    link_of(elsewhere)
    ask()
    answer_requests()
    send_waiting()
    made = OwnPageLink.objects.filter(method="mail", withdrawn_at=None).order_by("pk")
    assert {link.participation for link in made} == {here, there}
    for _time in range(3):
        ask()
    answer_requests()
    assert not Message.objects.waiting().exists()  # three in an hour
    assert (ask("inte en adress").status_code, LinkRequest.objects.count()) == (200, 6)
    asked = [ask(f"n{number}@example.org").status_code for number in range(15)]
    assert asked == [200] * 14 + [429]
    LinkRequest.objects.update(asked_at=timezone.now() - timedelta(days=2))
    answer_requests()
    assert not LinkRequest.objects.exists()


def test_what_waits_is_not_sent_to_those_who_have_become_protected(cast, sign_in):
    person = ParticipationFactory(project=cast.project, spell__municipality_id=OSKARSHAMN)
    contact_details_of(person)
    sign_in(cast.case_worker).post(f"{person.get_absolute_url()}own-page/mail/")
    remove_of_protected([person.person])
    send_waiting()
    assert (mail.outbox, Message.objects.get().dropped_at is None) == ([], False)


def test_a_participant_corrects_the_contact_details(cast, sign_in):
    person = ParticipationFactory(project=cast.project, spell__municipality_id=OSKARSHAMN)
    link_of(person)
    phone, new, confirm = opened(person), "/me/contact/address/", "/me/contact/confirm/"
    shown = phone.get("/me/contact/")
    assert ("Projektet har ingen e-postadress" in shown.text, [*shown.context["form"].fields]) == (
        True,
        ["phone"],
    )
    assert phone.post("/me/contact/", {"phone": "070-174 06 05"}).url == "/me/contact/"
    assert (
        phone.post(new, {"email": "fel@example.org"}).url == phone.post(new, {"email": EMAIL}).url == confirm
    )
    assert "Försök kvar: 0" in phone.post(confirm, {"code": "135790"}).text  # not sent yet
    code = mailed_code()
    assert [letter.to for letter in mail.outbox] == [["fel@example.org"], [EMAIL]]
    assert "Försök kvar: 4" in phone.post(confirm, {"code": "0"}).text
    assert phone.post(confirm, {"code": code}).url == "/me/contact/"
    details = person.contact_details
    assert (details.email, details.phone, details.channel) == (EMAIL, "070-174 06 05", "email")
    assert "Försök kvar: 0" in phone.post(confirm, {"code": code}).text
    phone.post("/me/contact/", {"phone": "", "channel": "none", "language": "en"})
    details = type(details).objects.get()
    assert (details.email, details.phone, details.channel, details.language) == (EMAIL, "", "none", "en")
    sent = [phone.post(new, {"email": f"n{number}@example.org"}).status_code for number in range(4)]
    assert sent == [302] * 3 + [200]  # five in all

    page = sign_in(cast.case_worker).get(person.get_absolute_url()).text
    assert [text in page for text in ("ändrade kontaktuppgifterna", "Deltagaren")] == [True] * 2
    type(person.person).objects.update(protection="confidentiality_mark")
    assert "Dina personuppgifter är skyddade" in phone.get("/me/contact/").text
    assert phone.get(new).url == "/me/contact/"
