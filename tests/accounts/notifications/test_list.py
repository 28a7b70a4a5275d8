"""Notifications: sent once, shown in the head and the list, read, chosen, and gone with the role."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.notifications.actions import delete_old, notify
from accounts.notifications.kinds import KINDS, Channel
from accounts.notifications.models import Notification
from participants.casework.notifications import ANSWERED, ASSIGNED, HANDED
from tests.factories import MembershipFactory
from tests.sample_objects import notification_for

pytestmark = pytest.mark.django_db
LIST = "/account/notifications/"


def tell(cast, *users, event="1", kind=ASSIGNED, by=None, **options):
    notify(users, kind=kind, event=event, by=by, project=cast.project, **{"target": "casework:day"} | options)


def unread_in_head(client, page="/account/"):
    """Return the number in the bell, as a page shows it."""
    return client.get(page).text.count('class="badge-number"') and int(
        client.get(page).text.split('class="badge-number">')[1].split("<")[0]
    )


def test_an_event_is_told_once_to_each_user_but_its_own(cast, sign_in):
    cast.former.is_active = False
    for _time in range(2):
        tell(cast, cast.leader, cast.leader, cast.case_worker, cast.former, None, by=cast.case_worker)
    tell(cast, cast.leader, event="2")
    assert sorted(Notification.objects.values_list("user", "event")) == [
        (cast.leader.pk, "1"),
        (cast.leader.pk, "2"),
    ]
    client = sign_in(cast.leader)
    assert unread_in_head(client) == 2
    page = client.get(LIST)
    assert page.text.count("Du har blivit handläggare för deltagare i Samverkansprojektet.") >= 2
    assert unread_in_head(sign_in(cast.case_worker)) == 0


def test_they_are_read_one_by_one_or_all_and_the_unread_come_first(cast, sign_in):
    for event in "123":
        tell(cast, cast.leader, event=event)
    tell(cast, cast.case_worker)
    tell(cast, cast.leader, kind=ANSWERED, state="accepted")
    first, second, *_others = Notification.objects.filter(user=cast.leader).order_by("pk")
    client = sign_in(cast.leader)
    assert client.post(f"{LIST}{first.pk}/")["Location"] == "/my-day/"
    assert client.post(f"{LIST}{second.pk}/read/")["Location"] == LIST
    assert unread_in_head(client) == 2
    shown = list(client.get(LIST).context["page"])
    assert [bool(each.read_at) for each in shown] == [False, False, True, True]
    assert len(client.get(f"{LIST}?kind=casework.answered").context["page"]) == 1
    assert len(client.get(f"{LIST}?unread=on").context["page"]) == 2
    client.post(f"{LIST}read/")
    assert unread_in_head(client) == 0
    assert Notification.objects.unread().get().user == cast.case_worker
    for path in ("", "read/"):
        assert sign_in(cast.colleague).post(f"{LIST}{first.pk}/{path}").status_code == 404


def test_without_the_role_they_are_gone_and_a_lost_target_leads_to_the_list(cast, sign_in):
    tell(cast, cast.former, cast.administrator)
    assert unread_in_head(sign_in(cast.administrator)) == 1
    client = sign_in(cast.former)
    assert unread_in_head(client) == 0
    hidden = Notification.objects.get(user=cast.former)
    assert "Samverkansprojektet" not in client.get(LIST).text
    assert client.post(f"{LIST}{hidden.pk}/").status_code == 404
    notify([cast.leader], kind=ASSIGNED, event="x", by=None, target="casework:gone", arguments=["1"])
    lost = cast.leader.notifications.get()
    assert sign_in(cast.leader).post(f"{LIST}{lost.pk}/")["Location"] == LIST
    Notification.objects.update(kind="of-an-older-version")
    assert sign_in(cast.leader).get(LIST).status_code == 200


def test_a_list_of_many_takes_as_many_statements_as_one_of_few(cast, sign_in):
    client = sign_in(cast.leader)
    taken = []
    for number in (2, 20):
        for _one in range(number):
            notification_for(cast.leader, cast.project)
        client.get(LIST)
        with CaptureQueriesContext(connection) as statements:
            client.get(LIST)
        taken.append(len(statements))
    assert taken[0] == taken[1]


ROLE = ["team.given"]
READER = [*ROLE, "reports.due", "reports.step", "team.accepted"]
WORKER = [
    *("casework.answered", "casework.assigned", "casework.cover", "casework.handed"),
    *("certificates.group_step", "evidence.rejected", "evidence.waits"),
    *("imports.checked", "imports.failed", "imports.finished", "privacy.extract_asked", "register.exported"),
]
OF_WHOLE = ["reports.commented", "statistics.months", "team.review"]
LEADER = [*READER, *WORKER, *OF_WHOLE, "reports.comment_done"]


def test_users_choose_among_the_kinds_that_their_roles_bring(cast, sign_in):
    part = MembershipFactory(project=cast.project, leader=True, intervention=cast.intervention).user
    for user, kinds in {
        cast.leader: LEADER,
        part: {*LEADER} - {"reports.due", "reports.step", *OF_WHOLE},
        cast.case_worker: [*ROLE, *WORKER, "casework.weekly"],
        cast.funder: READER,
        cast.without_role: ROLE,
    }.items():
        client = sign_in(user)
        form = client.get(f"{LIST}choices/").context["form"]
        assert sorted(kind.key for kind in form.kinds) == sorted(kinds)
        assert len(form.fields) == len(form.kinds)
        offered = {key for key, _label in client.get(LIST).context["form"].fields["kind"].choices}
        assert offered == {"", *kinds} - {"casework.weekly"}


def test_users_choose_for_each_kind_and_not_against_what_must_be_told(cast, sign_in):
    client = sign_in(cast.leader)
    page = f"{LIST}choices/"
    form = client.get(page).context["form"]
    defaults = {name: field.initial for name, field in form.fields.items()}
    assert defaults == {kind.key.replace(".", "_"): kind.default for kind in KINDS if kind.key in LEADER}
    cast.leader.notification_choices.create(kind="casework.weekly", channel="nothing")  # of another role
    assert client.post(page, defaults | {"casework_handed": "nothing"}).status_code == 200
    assert cast.leader.notification_choices.count() == 1
    client.post(page, defaults | {"casework_assigned": "nothing", "casework_handed": "digest"})
    client.post(page, defaults | {"casework_assigned": "nothing", "casework_handed": "bell"})
    assert client.get(page).context["form"].fields["casework_assigned"].initial == "nothing"
    assert cast.leader.notification_choices.get(kind="casework.weekly").channel == "nothing"
    tell(cast, cast.leader, cast.case_worker)
    tell(cast, cast.leader, kind=HANDED)
    assert set(Notification.objects.values_list("user", "kind", "channel")) == {
        (cast.case_worker.pk, "casework.assigned", Channel.DIGEST),
        (cast.leader.pk, "casework.handed", Channel.BELL),
    }


def test_old_ones_are_deleted(cast):
    now = timezone.now()
    for event, created, read in (
        ("old", 366, None),
        ("read", 100, 91),
        ("new", 364, None),
        ("kept", 100, 89),
    ):
        tell(cast, cast.leader, event=event)
        Notification.objects.filter(event=event).update(
            created_at=now - timedelta(days=created), read_at=read and now - timedelta(days=read)
        )
    delete_old(now)
    assert sorted(Notification.objects.values_list("event", flat=True)) == ["kept", "new"]
