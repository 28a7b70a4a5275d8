"""Surveys of participants: made, answered by link and on a device, and shown without telling of anyone."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.database_access import link_access
from esfportal.database.row_level_security import RESPONDENT
from participants.contact.sending import send_waiting
from participants.surveys.models import Invitation, Question, Response, Survey
from tests.esfportal.database.sql import tables_with_rls
from tests.factories import OSKARSHAMN, ParticipationFactory
from tests.participants.contact.examples import contact_details_of
from tests.participants.surveys.examples import link_of, response_of, survey_of
from tests.queries import own_queries

pytestmark = pytest.mark.django_db


def tokens_on(page):
    """Return the paths of the links that a page shows."""
    return [link.address.removeprefix("http://testserver") for link in page.context["links"]]


def sent_by(client, path, **answers):
    form = client.get(path).context["form"]
    hidden = {name: form.initial[name] for name in ("number", "questions")}
    return hidden | answers


def asked(survey, kind):
    return [f"q{each.pk}" for each in survey.questions.filter(kind=kind)]


def counted_on(page):
    return page.context["counted"]


def test_a_survey_is_made_answered_and_read(cast, sign_in):
    leader, worker = sign_in(cast.leader), sign_in(cast.case_worker)
    slug = cast.project.slug
    added = leader.post(
        reverse("surveys:add", args=[slug]), {"occasion": "exit", "contact": "Lena, 070-174 06 05"}
    )
    survey = Survey.objects.get()
    assert added.url == survey.get_absolute_url()
    assert survey.questions.count() == 9
    own = {"kind": "scale", "text_sv": "Maten var god."}
    assert leader.post(f"{added.url}questions/add/", own).status_code == 302
    assert worker.post(f"{added.url}open/").status_code == 403
    leader.post(f"{added.url}open/")
    people = ParticipationFactory.create_batch(
        10, project=cast.project, spell__municipality_id=OSKARSHAMN, spell__left=True
    )
    for each in people:
        each.spells.update(exit_date=timezone.localdate() - timedelta(days=3), case_worker=cast.case_worker)
    hidden = ParticipationFactory(project=cast.project, spell__left=True, person__protected=True)
    hidden.spells.update(exit_date=timezone.localdate() - timedelta(days=3))

    listed = worker.get(f"{added.url}invite/")
    assert len(listed.context["spells"]) == 10  # without the protected one
    assert worker.get("/my-day/").text.count("Enkät vid avslut: lämna över en länk") == 10
    chosen = {"people": [str(each.public_id) for each in people]}
    printed = worker.post(f"{added.url}invite/", chosen)
    paths = tokens_on(printed)
    assert len({*paths}) == 10
    statement, words = asked(survey, "scale")[0], asked(survey, "text")[0]
    visitor = Client()
    for number, path in enumerate(paths):
        answers = sent_by(visitor, path, **{statement: str(1 + number % 5), words: "Ring 070-174 06 05"})
        if number == 0:
            nothing = visitor.post(f"{path}?language=easy", answers | {statement: "", words: " "})
            assert "Du har inte svarat" in nothing.text
            assert "Lena, 070-174 06 05" in nothing.text
        assert visitor.post(path, answers).url == f"{path}thanks/?language=sv"
        if number == 8:
            assert counted_on(leader.get(added.url)) == 0
    assert visitor.post(path, answers).status_code == 404  # sent twice
    assert visitor.get(path).status_code == 404
    # Nothing is kept of who wants to talk: the page says how to get in touch.
    assert "hör av dig själv. Kontakta: <b><bdi>Lena, 070-174 06 05" in visitor.get(f"{path}thanks/").text
    assert visitor.post(f"{path}thanks/").status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(contact_wished_on=timezone.localdate())
    assert Response.objects.count() == 10
    assert counted_on(leader.get(added.url)) == 5
    assert not visitor.cookies.keys() - {"csrf"}
    assert leader.post(f"{added.url}questions/add/", own).status_code == 200  # the questions stay
    leader.post(f"{added.url}close/")
    page = leader.get(added.url)
    assert counted_on(page) == 10
    assert page.context["scales"][0].distribution.counts == dict.fromkeys(range(1, 6), 2)
    assert "Ring ▪▪▪" in page.text
    assert "Ring" not in worker.get(added.url).text
    funder = sign_in(cast.funder)
    assert funder.get(added.url).status_code == 404
    form = leader.get(f"{added.url}change/").context["form"]
    leader.post(f"{added.url}change/", {"version": form.version, "contact": "", "is_released": "on"})
    shown = funder.get(added.url)
    assert counted_on(shown) == 10
    assert "Ring" not in shown.text
    assert "Maten var god." in funder.get(f"{added.url}file/csv/").content.decode()
    assert funder.get(f"{added.url}file/xlsx/").status_code == 200
    actions = AuditEntry.objects.filter(action__startswith="survey").values_list("action", flat=True)
    assert {*actions} == {f"survey_{each}" for each in ("added", "changed", "opened", "closed", "link_made")}


def test_after_a_tied_survey_a_participant_asks_to_be_contacted(cast, sign_in):
    survey = survey_of(cast.project, by=cast.leader, is_tied=True)
    person = ParticipationFactory(
        project=cast.project, spell__municipality_id=OSKARSHAMN, spell__case_worker=cast.case_worker
    )
    path = reverse("surveys:answer", args=[link_of(survey, person, by=cast.leader)])
    visitor, worker = Client(), sign_in(cast.case_worker)
    thanks = f"{path}thanks/"
    assert visitor.get(thanks).status_code == visitor.post(thanks).status_code == 404  # not answered yet
    sent = visitor.post(path, sent_by(visitor, path, **{asked(survey, "scale")[0]: "2"}))
    assert "Jag vill bli kontaktad" in visitor.get(sent.url).text
    assert "Vill bli kontaktad" not in worker.get("/my-day/").text
    for _twice in range(2):
        assert visitor.post(thanks).url == f"{thanks}?language=sv"
    assert "Vi hör av oss inom en vecka." in visitor.get(thanks).text
    assert worker.get("/my-day/").text.count("Vill bli kontaktad efter enkäten vid avslut") == 1
    page = worker.get(reverse("surveys:person", args=[cast.project.slug, person.public_id]))
    (wish,) = page.context["wishes"]
    done = reverse("surveys:contacted", args=[cast.project.slug, person.public_id, wish.pk])
    assert worker.post(done).status_code == 302
    assert worker.post(done).status_code == 404  # done before
    assert "Vill bli kontaktad" not in worker.get("/my-day/").text
    wish.refresh_from_db()
    assert wish.contacted_by == cast.case_worker
    said = AuditEntry.objects.filter(action__startswith="survey_contact").order_by("pk")
    assert [(each.action, each.actor) for each in said] == [
        ("survey_contact_wished", None),
        ("survey_contacted", cast.case_worker),
    ]


def test_no_row_leads_from_an_anonymous_response_to_its_invitation(cast):
    survey = survey_of(cast.project, by=cast.leader)
    people = ParticipationFactory.create_batch(4, project=cast.project)
    visitor, tokens = Client(), [link_of(survey, each, by=cast.leader) for each in people]
    name = asked(survey, "scale")[0]
    for step, token in enumerate(tokens[:3], 1):
        path = reverse("surveys:answer", args=[token])
        visitor.post(path, sent_by(visitor, path, **{name: str(step)}))
        with connection.cursor() as cursor:
            tables = ("surveys_response", "surveys_invitation")
            cursor.execute(" UNION ALL ".join(f"SELECT xmin::text FROM {table}" for table in tables))
            assert len({*cursor.fetchall()}) == 1  # one transaction has written all
    assert Response.objects.filter(participation=None).count() == 3
    columns = {field.name for field in Response._meta.fields}
    encrypted = {"answers_encrypted", "answers_key_version"}
    assert columns == {"id", "survey", "project", "participation", "is_counted"} | encrypted
    assert Invitation.objects.filter(is_used=True).count() == 3


def test_unreadable_answers_are_counted_and_many_cost_the_same(cast, sign_in):
    survey = survey_of(cast.project, by=cast.leader)
    leader = sign_in(cast.leader)

    def page():
        with CaptureQueriesContext(connection) as captured:
            found = leader.get(survey.get_absolute_url())
        return found, len(own_queries(captured.captured_queries))

    def more(number):
        for each in ParticipationFactory.create_batch(number, project=cast.project):
            link_of(survey, each, by=cast.leader)
            response_of(survey, text="Maten")

    more(5)
    _found, few = page()
    more(7)
    lost = Response.objects.first()
    Response.objects.filter(pk=lost.pk).update(answers_encrypted=b"0" * 40)
    found, many = page()
    assert many == few
    assert (counted_on(found), found.context["unreadable"]) == (11, 1)
    assert "Svar som inte går att läsa" in found.text
    for kind in ("csv", "xlsx"):
        assert leader.get(f"{survey.get_absolute_url()}file/{kind}/").status_code == 200


def test_a_device_takes_answers_one_after_the_other_for_a_day(cast, sign_in):
    survey = survey_of(cast.project, by=cast.leader)
    worker = sign_in(cast.case_worker)
    (path,) = tokens_on(worker.post(f"{survey.get_absolute_url()}device/"))
    device, other = Client(), Client()
    assert device.get(path).status_code == 200
    assert device.post(path).url == "/survey/device/"
    assert other.post(path).status_code == 404  # the link is for one device
    assert other.get("/survey/device/").status_code == 404
    name = asked(survey, "scale")[0]
    for _person in range(2):
        answers = sent_by(device, "/survey/device/", **{name: "4", "sex": "man"})
        sent = device.post("/survey/device/", answers)
        assert device.post("/survey/device/", answers).url == sent.url  # twice, and kept once
        assert device.get(sent.url)["Refresh"] == "20; url=/survey/device/"
    assert Response.objects.count() == 2
    Invitation.objects.update(expires_at=timezone.now())
    assert device.get("/survey/device/").status_code == 404


def test_a_link_opens_its_survey_and_no_other_row(cast):
    mine, other = ParticipationFactory.create_batch(2, project=cast.project)
    survey, later = (
        survey_of(cast.project, by=cast.leader, occasion=each) for each in ("exit", "six_months")
    )
    for each in (survey, later):
        link_of(each, other, by=cast.leader)
        response_of(each)
    link_of(survey, mine, by=cast.leader)
    invitation = Invitation.objects.get(participation=mine)
    with link_access(RESPONDENT, invitation.pk):
        assert {*Survey.objects.all()} == {survey}
        assert {*Question.objects.values_list("survey", flat=True)} == {survey.pk}
        assert {*Invitation.objects.all()} == {invitation}
        with connection.cursor() as cursor:
            seen = {table for table in tables_with_rls() if _has_rows(cursor, table)}
    assert seen == {"surveys_survey", "surveys_question", "surveys_invitation"}


def _has_rows(cursor, table):
    cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
    return cursor.fetchone()[0]


def test_a_survey_is_mailed_once_to_those_who_want_it(cast, sign_in):
    survey = survey_of(cast.project, by=cast.leader)
    day = timezone.localdate() - timedelta(days=3)
    people = [
        ParticipationFactory(
            project=cast.project, spell__municipality_id=OSKARSHAMN, spell__left=True, **values
        )
        for values in ({}, {}, {}, {}, {"person__protected": True})
    ]
    for each, email, channel in zip(
        people[:4], ("a", "b", "c", ""), ("email", "email", "none", "none"), strict=True
    ):
        each.spells.update(exit_date=day)
        if email:
            contact_details_of(each, email=f"{email}@example.org", channel=channel)
    client, page = sign_in(cast.case_worker), survey.get_absolute_url()
    shown = client.get(page).text
    assert [text in shown for text in ("Skicka till 2 med e-post", "2 deltagare har ingen adress")] == [
        True
    ] * 2
    for _time in range(2):
        client.post(f"{page}mail/")
    assert "2 mejl väntar på att skickas" in client.get(page).text
    link_of(survey, people[1], by=cast.leader)  # on paper meanwhile
    for _time in range(2):
        send_waiting()
    (letter,) = mail.outbox
    assert (letter.to, survey.invitations.count()) == (["a@example.org"], 2)
    assert "Dina svar är anonyma" in letter.body
    path = re.search(r"/survey/[\w-]+/", letter.body)[0]
    assert Client().get(path).status_code == 200
    assert AuditEntry.objects.get(action="survey_mailed").details["count"] == 2
    assert "Skicka till" not in client.get(page).text
