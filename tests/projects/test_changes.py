"""A project's history: its changes, filtered by subject and date."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.models import Project
from projects.team.models import Invitation
from tests.factories import InterventionFactory, MembershipFactory, OrganisationFactory, TargetFactory

# Real transactions, because the changes of one transaction are shown together.
pytestmark = pytest.mark.django_db(transaction=True)
URL = "/projects/samverkan/changes/"


def shown_changes(client, **query):
    html = client.get(URL, query).content.decode()
    items = re.split(r'<li>\s*<p>\s*<time class="quiet"', html)[1:]
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", f"<p {item}")).split()) for item in items]


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def test_target_changes_show_old_and_new_values(cast, leader):
    target = TargetFactory(project=cast.project, label="Deltagare", value=418)
    target.value = 450
    target.save()
    target.delete()
    removed, changed, added = shown_changes(leader, about="targets")
    assert "lade till mål: Deltagare" in added
    assert "ändrade värde från 418 till 450 (mål: Deltagare)" in changed
    assert "tog bort mål: Deltagare" in removed


def test_history_covers_facts_money_partners_and_team(cast, leader):
    Project.objects.filter(pk=cast.project.pk).update(budget_total=1500, by_social_partners=True)
    line = cast.project.financing.create(source="public_cash", planned=10)
    line.entries.create(amount=25, booked_on="2018-03-01", booked_by=cast.leader)
    employer = OrganisationFactory(name="Verkstaden AB")
    cast.intervention.employers.add(employer)
    member = MembershipFactory(project=cast.project, user__full_name="Nya Kollegan")
    history = "\n".join(shown_changes(leader))
    for sentence in (
        "ändrade total budget från inte angivet till 1\xa0500",
        "från inte angivet till ja",
        "lade till finansieringskälla: offentlig medfinansiering, kontant",
        "lade till bokförd post: 2018-03-01 25\xa0kr",
        "Verkstaden AB",
        "Nya Kollegan",
    ):
        assert " ".join(sentence.split()) in history
    assert member.user.full_name not in "\n".join(shown_changes(leader, about="money"))


def test_a_role_in_a_part_names_it(cast, leader):
    MembershipFactory(project=cast.project, user__full_name="Nya Kollegan", intervention=cast.intervention)
    found = shown_changes(leader, about="team")
    assert "lade till medlemskap: Nya Kollegan, Kalejdo, handläggare" in " ".join(found)


def test_bookings_of_a_deleted_line_stay_in_the_history(cast, leader):
    line = cast.project.financing.create(source="public_cash")
    entry = line.entries.create(amount=25, booked_on="2018-03-01")
    entry.delete()
    line.delete()  # the history of the entry is found by the history of its line
    assert [text for text in shown_changes(leader, about="money") if "tog bort bokförd post" in text]


def test_a_text_is_named_with_its_language(cast, leader):
    cast.project.texts.create(section="summary", language="en", body="A project.")
    assert "lade till offentlig text: Sammanfattning på engelska" in "\n".join(
        shown_changes(leader, about="texts")
    )


def test_a_new_user_who_accepts_is_shown_as_invited_person(cast, leader, client):
    # No user is signed in when the account and the role are created.
    invitation = Invitation(project=cast.project, email="ny.person@example.org", role="case_worker")
    token = invitation.renew(by=cast.leader)
    invitation.save()
    client.get(f"/invitation/{token}/")
    account = {"full_name": "Nya Kollegan", "password1": "flera ord i rad", "password2": "flera ord i rad"}
    client.post("/invitation/", account)
    assert (
        "Den som blev inbjuden lade till medlemskap: Nya Kollegan" in shown_changes(leader, about="team")[0]
    )


def test_many_changes_at_once_are_collapsed_by_table(cast, leader):
    with transaction.atomic():
        TargetFactory.create_batch(7, project=cast.project)
        Project.objects.filter(pk=cast.project.pk).update(budget_total=1500)
    html = leader.get(URL).content.decode()
    change = html.partition('class="rows changes"')[2].partition("</details>")[0]
    expanded, summary, collapsed = re.split(r"<summary>|</summary>", change)
    assert [part.count("<li>") for part in (expanded, collapsed)] == [1 + 5, 3]
    assert summary.strip().startswith("3 till<")
    assert "ändrade total budget" in expanded.split("<li>")[2]  # the project's own fact, then its targets


def test_six_changes_are_not_collapsed(cast, leader):
    with transaction.atomic():
        TargetFactory.create_batch(6, project=cast.project)
    newest = leader.get(URL).content.decode().partition('class="rows changes"')[2].partition("</ul>")[0]
    assert newest.count("<li>") == 1 + 6


def test_the_project_page_links_to_the_history(cast, leader, sign_in):
    for user, is_shown in ((cast.leader, True), (cast.case_worker, False)):
        page = sign_in(user).get(cast.project.get_absolute_url()).content.decode()
        assert (f'href="{URL}"' in page) is is_shown


def test_another_projects_history_is_not_shown(cast, leader):
    TargetFactory(project=cast.other_project, label="Främmande")
    InterventionFactory(project=cast.other_project, name="Främmande").employers.add(OrganisationFactory())
    assert "Främmande" not in "\n".join(shown_changes(leader))


def test_history_is_filtered_by_dates(cast, leader):
    target = TargetFactory(project=cast.project, label="Deltagare", value=418)
    target.value = 450
    target.save()
    today = timezone.localdate()
    assert shown_changes(leader, about="targets", since=today + timedelta(days=1)) == []
    assert shown_changes(leader, about="targets", until=today - timedelta(days=1)) == []
    assert len(shown_changes(leader, about="targets", since=today, until=today)) == 2
    assert len(shown_changes(leader, about="targets", since="inte en dag")) == 2


def test_query_count_does_not_grow_with_the_history(cast, leader):
    target = TargetFactory(project=cast.project, value=0)

    def change(values):
        for value in values:
            type(target).objects.filter(pk=target.pk).update(value=value)

    change([1])
    leader.get(URL)
    with CaptureQueriesContext(connection) as few:
        leader.get(URL)
    change(range(2, 100))
    with CaptureQueriesContext(connection) as many:
        leader.get(URL)
    assert len(few) == len(many) <= 40


def test_an_auditor_sees_the_same_history_as_the_leader(cast, leader, sign_in):
    # Row-level security must agree.
    cast.project.financing.create(source="public_cash", planned=10).entries.create(
        amount=25, booked_on="2018-03-01"
    )
    cast.intervention.employers.add(OrganisationFactory(name="Verkstaden AB"))
    auditor = MembershipFactory(project=cast.project, auditor=True).user
    history = shown_changes(leader)
    assert [text for text in history if "Verkstaden AB" in text]
    assert shown_changes(sign_in(auditor)) == history
