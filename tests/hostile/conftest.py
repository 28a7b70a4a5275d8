"""A world that every hostile request meets as it was: what a request changed is taken back."""

import pytest
from django.db import connection
from django.test import Client

from tests.access.actors import actors_around
from tests.cast import Cast
from tests.signing_in import signed_in
from tests.world import World, taken_back

# What a request may write although it changes nothing else: who was there, what was looked at.
NOTES = (
    "accounts_auditentry",
    "accounts_readentry",
    "accounts_signinguesses",
    "django_session",
    "esfportal_cache",
    "usersessions_usersession",
)
LAW = ("projects_municipality", "projects_county")
WHO = ("anonymous", "leader", "part_leader", "case_worker", "funder", "auditor", "administrator", "nobody")


class HostileWorld(World):
    """The world, with a browser for each of WHO."""

    def __init__(self):
        super().__init__(Cast())
        users = actors_around(self.cast)
        self.cookies = {who: dict(signed_in(users[who]).cookies) if users[who] else {} for who in WHO}
        self.tables = [
            table
            for table in connection.introspection.table_names()
            if table not in (*NOTES, *LAW) and not table.endswith("history")
        ]
        self.untouched = self.fingerprint()

    def browser(self, who, **options):
        client = Client(headers={"accept-language": "sv"}, **options)
        client.cookies.update(self.cookies[who])
        return client

    def fingerprint(self):
        """What stands in every table that matters, in one number a table."""
        each = " UNION ALL ".join(
            f"SELECT '{table}', count(*), sum(hashtextextended(t::text, 0)) FROM \"{table}\" t"
            for table in self.tables
        )
        with connection.cursor() as cursor:
            cursor.execute(each)
            return cursor.fetchall()

    def changed(self):
        """The tables that are not as they were."""
        return [new[0] for old, new in zip(self.untouched, self.fingerprint(), strict=True) if old != new]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), taken_back():
        patch.setattr("django.conf.settings.FILES_ROOT", tmp_path_factory.mktemp("files"))
        yield HostileWorld()
