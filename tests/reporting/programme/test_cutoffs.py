"""An export by cut-off date from counting to the file, and who may have it."""

import csv
import io
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.audit.row_versions import version_of
from accounts.models import User
from projects.models import Project
from reporting.indicators.figures import compute
from reporting.programme.cutoffs.actions import ask_for_export
from reporting.programme.models import CutoffExport
from tests.answers import content_of
from tests.factories import MembershipFactory, OrganisationFactory, ParticipationFactory, ProjectFactory
from tests.jobs import run_jobs
from tests.reporting.reports.job_support import register

pytestmark = pytest.mark.django_db
LIST = reverse("programme:cutoffs")


@pytest.fixture
def authority(cast):
    """An officer of the managing authority, who follows two projects of three."""
    organisation = OrganisationFactory(is_managing_authority=True)
    User.objects.filter(pk=cast.funder.pk).update(organisation=organisation)
    cast.funder.refresh_from_db()
    Project.objects.update(programme_period="2014-2020")
    second = ProjectFactory(programme_period="2014-2020", region="stockholm")
    MembershipFactory(project=second, user=cast.funder, funder=True)
    register(cast.project, women=3, men=2)
    register(second, women=1, men=4)
    # The same person in both projects.
    ParticipationFactory(project=second, person=cast.project.participations.first().person)
    return cast.funder


def counted(client, cutoff="2019-06-30"):
    answer = client.post(LIST, {"programme_period": "2014-2020", "cutoff": cutoff})
    assert answer.status_code == 302
    assert run_jobs("cutoff_export") == 1
    return CutoffExport.objects.get(pk=answer.url.rstrip("/").rsplit("/", 1)[-1])


def confirmed(client, export, **fields):
    address = reverse("programme:confirm_cutoff", args=[export.pk])
    return client.post(address, fields | {"version": version_of(export)})


def test_from_counting_to_the_file(cast, authority, sign_in):
    client = sign_in(authority)
    assert LIST in client.get(reverse("programme:figures")).text
    export = counted(client)
    # The same figures as in each project's own report to that day.
    followed = Project.objects.filter(memberships__user=authority).order_by("pk")
    for project, frozen in zip(followed, export.content["projects"], strict=True):
        document = compute(project, ends_on=date(2019, 6, 30)).document
        for line in (*document.outputs, *document.results):
            if line.cumulative.women is not None:
                assert frozen["figures"][line.code] == [line.cumulative.women, line.cumulative.men], line.code
    assert sum(export.content["people"]) == 10
    assert sum(sum(each["figures"]["GRAND"]) for each in export.content["projects"]) == 11
    page = client.get(export.get_absolute_url())
    assert page.context["others"] == 1
    assert len(page.context["lacking"]) == 2
    # Nothing can be downloaded before a reason is given.
    file = reverse("programme:cutoff_csv", args=[export.pk])
    assert client.get(file).url == export.get_absolute_url()
    assert confirmed(client, export, reason=" ").context["form"].errors
    assert "räknade en gång" not in client.get(reverse("programme:figures")).text
    assert confirmed(client, export, reason="Koderna kommer.").status_code == 302
    figures = client.get(reverse("programme:figures"), {"programme": "2014-2020"}).text
    assert (
        "10 personer, räknade en gång, hade deltagit i exportens projekt till och med den 30 juni 2019."
        in figures.replace("\u00a0", " ")
    )
    assert "räknade en gång" not in client.get(reverse("programme:figures"), {"programme": "2007-2013"}).text
    rows = list(csv.DictReader(io.StringIO(content_of(client.get(file)).decode("utf-8-sig")), delimiter=";"))
    assert {row["period"] for row in rows} == {"201906"}
    assert {row["category of region"] for row in rows} == {"more developed"}
    assert (
        sum(int(row["value"]) for row in rows if (row["indicator"], row["gender"]) == ("GRAND", "total"))
        == 11
    )
    assert any(row["value"] == "0" for row in rows)


def test_the_next_export_says_what_is_new_and_the_last_never_changes(cast, authority, sign_in):
    Project.objects.update(programme_cci="2014SE05M9OP001", specific_objective="1.1", programme_area="1")
    client = sign_in(authority)
    first = counted(client)
    register(cast.project, women=1, men=0)
    # Counted again, the same cut-off has more; what was counted before stays.
    assert counted(client).content != first.content
    first = counted(client)
    assert confirmed(client, first, reason="Prövning.").status_code == 302
    register(cast.project, women=0, men=1)
    page = client.get(counted(client, "2019-12-31").get_absolute_url())
    assert page.context["earlier"] == first
    assert [row.project["name"] for row in page.context["changes"]] == [cast.project.display_short_name]
    assert ("GRAND", 6, 7) in [(f.code, f.before, f.now) for f in page.context["changes"][0].figures] or (
        page.context["changes"][0].more
    )
    for change in ({"digest": "x"}, {"reason": "annat"}, {"cutoff": date(2018, 6, 30)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            CutoffExport.objects.filter(pk=first.pk).update(**change)


def test_only_the_managing_authority_has_exports(cast, authority, sign_in):
    export = ask_for_export(programme_period="2014-2020", cutoff=date(2019, 6, 30), by=authority)
    assert ask_for_export(programme_period="2014-2020", cutoff=date(2019, 6, 30), by=authority) == export
    other = MembershipFactory(project=cast.project, funder=True).user
    strangers = MembershipFactory(project=cast.other_project, funder=True).user
    User.objects.filter(pk=strangers.pk).update(organisation=OrganisationFactory(is_managing_authority=True))
    addresses = [
        LIST,
        *(
            reverse(f"programme:{name}", args=[export.pk])
            for name in ("cutoff", "cutoff_progress", "confirm_cutoff", "cutoff_csv")
        ),
    ]
    for user, expected in ((cast.leader, 403), (cast.administrator, 403), (other, 403), (strangers, 404)):
        client = sign_in(user)
        answers = [client.get(address).status_code for address in addresses]
        assert answers == [200 if expected == 404 else 403, *[expected] * 4]
    client = sign_in(authority)
    assert "hx-get" in client.get(addresses[2]).text  # it is being counted
    # A role that ended while the job waited.
    authority.memberships.all().delete()
    run_jobs("cutoff_export")
    export.refresh_from_db()
    assert export.failure == "forbidden"
