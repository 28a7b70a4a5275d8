"""The pages of the reports that a project has to hand in, for its leader and its funder."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.database_access import user_scope
from esfportal.jobs import queue
from projects.models import ReportDuty
from reporting.reports import jobs
from reporting.reports.models import Report
from tests.factories import MembershipFactory, ReportDutyFactory
from tests.queries import own_queries
from tests.reporting.reports.job_support import quick_render, submitted

pytestmark = pytest.mark.django_db
PAGE = "/projects/samverkan/reports/due/"
VALUES = {
    "kind": "progress",
    "starts_on": "2018-01-01",
    "ends_on": "2018-06-30",
    "due_on": "2018-07-31",
    "terms": "Särskilda villkor, punkt 4",
}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def duty(cast):
    return ReportDutyFactory(project=cast.project)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def shown(client, url):
    """Return the values that the form on the page would send."""
    form = client.get(url).context["form"]
    values = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, "")}
    return {"version": form.version, **{name: str(value) for name, value in values.items()}}


@pytest.mark.parametrize(("language", "words"), [("sv", "Punkt 4"), ("en", "Point 4")])
def test_the_place_in_the_decision_is_in_the_readers_language(cast, sign_in, duty, language, words):
    client = sign_in(cast.leader)
    url = f"{PAGE}{duty.pk}/"
    client.post(url, shown(client, url) | {"terms": "Punkt 4", "terms_en": "Point 4"})
    client.cookies["django_language"] = language
    page = text(client.get(PAGE))
    assert words in page
    assert ("Punkt 4" in page, "Point 4" in page) == (language == "sv", language == "en")


@pytest.mark.parametrize("who", ["leader", "funder"])
def test_leader_and_funder_enter_change_and_remove(cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    answer = client.post(f"{PAGE}add/", VALUES, follow=True)
    assert "Lägesrapport 1 januari 2018–30 juni 2018" in text(answer)
    assert "försenad" in text(answer)
    duty = ReportDuty.objects.get()
    url = f"{PAGE}{duty.pk}/"
    answer = client.post(url, shown(client, url) | {"due_on": "2018-08-31"}, follow=True)
    assert "2018-08-31" in text(answer)
    removal = client.get(f"{url}remove/").context["form"]
    version = re.search(r'name="version" value="([^"]+)"', str(removal.version_html()))[1]
    answer = client.post(f"{url}remove/", {"version": version}, follow=True)
    assert "Inga rapporttillfällen är inlagda" in text(answer)
    assert not ReportDuty.objects.exists()
    actions = AuditEntry.objects.filter(action__startswith="reportduty_").order_by("pk")
    assert [(entry.action, entry.actor) for entry in actions] == [
        (f"reportduty_{verb}", getattr(cast, who)) for verb in ("added", "changed", "removed")
    ]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"ends_on": "2017-12-31"}, "Periodens sista dag ligger före den första."),
        ({"due_on": "2018-06-29"}, "Rapporten ska lämnas innan perioden är slut."),
        ({"starts_on": "2016-01-01"}, "Dagen ligger före projektets start"),
        ({"ends_on": "2021-01-01", "due_on": "2021-02-01"}, "Dagen ligger efter projektets slut"),
        ({"kind": "quarterly"}, "Välj ett giltigt alternativ"),
        ({"due_on": ""}, "Detta fält måste fyllas i"),
    ],
)
def test_wrong_days_are_explained(cast, sign_in, values, reason):
    answer = sign_in(cast.leader).post(f"{PAGE}add/", VALUES | values)
    assert reason in text(answer)
    assert not ReportDuty.objects.exists()


def test_the_same_report_is_owed_once(cast, sign_in, duty):
    answer = sign_in(cast.leader).post(f"{PAGE}add/", VALUES)
    assert "Projektet ska redan lämna en rapport av den här sorten för den här perioden." in text(answer)
    assert ReportDuty.objects.count() == 1


def test_the_state_follows_from_the_day_and_the_report(cast, sign_in):
    today = timezone.localdate()
    for days in (-1, 14, 15):
        ReportDutyFactory(project=cast.project, kind="final" if days == 15 else "progress",
                          starts_on=date(2018, 1, 15 + days), due_on=today + timedelta(days=days))  # fmt: skip
    ReportDutyFactory(project=cast.project, starts_on=date(2017, 9, 1), ends_on=date(2020, 11, 30),
                      due_on=date(2021, 1, 31))  # fmt: skip
    submitted(cast.project, by=cast.leader)
    for user in (cast.leader, cast.funder):
        rows = sign_in(user).get(PAGE).context["rows"]
        assert [row.state for row in rows] == ["submitted", "overdue", "approaching", "coming"]


def test_a_report_of_another_kind_or_period_is_not_the_one_owed(cast, sign_in):
    same = {"starts_on": date(2017, 9, 1), "ends_on": date(2020, 11, 30), "due_on": date(2021, 1, 31)}
    ReportDutyFactory(project=cast.project, kind="final", **same)
    ReportDutyFactory(project=cast.project, **same | {"starts_on": date(2017, 9, 2)})
    submitted(cast.project, by=cast.leader)
    assert {row.state for row in sign_in(cast.leader).get(PAGE).context["rows"]} == {"overdue"}


def test_a_draft_is_shown_to_its_leader_and_not_to_the_funder(cast, sign_in, duty):
    Report.objects.create(project=cast.project, starts_on=duty.starts_on, ends_on=duty.ends_on)
    assert "Öppna utkastet" in text(sign_in(cast.leader).get(PAGE))
    page = text(sign_in(cast.funder).get(PAGE))
    assert "Öppna utkastet" not in page
    assert "inte inskickad" in page


def test_the_report_is_made_from_what_is_owed(cast, sign_in):
    duty = ReportDutyFactory(project=cast.project, kind="final")
    client = sign_in(cast.leader)
    page = client.get(PAGE)
    assert f'href="{PAGE}{duty.pk}/report/"' in page.text
    form = client.get(f"{PAGE}{duty.pk}/report/").context["form"]
    values = {name: str(form[name].value()) for name in ("kind", "starts_on", "ends_on")}
    assert values == {"kind": "final", "starts_on": "2018-01-01", "ends_on": "2018-06-30"}
    client.post(f"{PAGE}{duty.pk}/report/", values)
    report = Report.objects.get()
    assert (report.kind, report.starts_on, report.ends_on) == ("final", duty.starts_on, duty.ends_on)
    assert "Slutrapport" in text(client.get(report.get_absolute_url()))


def test_the_funder_is_not_offered_to_make_the_report(cast, sign_in, duty):
    assert f"{duty.pk}/report/" not in sign_in(cast.funder).get(PAGE).text


def test_what_was_submitted_for_is_changed_with_a_reason(cast, sign_in):
    days = {"starts_on": date(2017, 9, 1), "ends_on": date(2020, 11, 30)}
    duty = ReportDutyFactory(project=cast.project, due_on=date(2021, 1, 31), **days)
    submitted(cast.project, by=cast.leader)
    client, url = sign_in(cast.leader), f"{PAGE}{duty.pk}/"
    values = shown(client, url) | {"due_on": "2021-03-31"}
    client.post(url, values)
    duty.refresh_from_db()
    assert duty.due_on == date(2021, 1, 31)
    client.post(url, values | {"reason": "Ny dag i ändringsbeslutet"})
    duty.refresh_from_db()
    assert duty.due_on == date(2021, 3, 31)
    removal = client.get(f"{url}remove/").context["form"]
    version = re.search(r'name="version" value="([^"]+)"', str(removal.version_html()))[1]
    client.post(f"{url}remove/", {"version": version})
    assert ReportDuty.objects.exists()
    client.post(f"{url}remove/", {"version": version, "reason": "Krävs inte längre"})
    assert not ReportDuty.objects.exists()
    history = text(client.get("/projects/samverkan/changes/"))
    assert "Ny dag i ändringsbeslutet" in history
    assert "Krävs inte längre" in history
    assert "tog bort rapporttillfälle: lägesrapport" in history


def test_a_proposal_is_shown_before_it_is_saved_once(cast, sign_in):
    client, page = sign_in(cast.funder), f"{PAGE}propose/"
    rhythm = {"months": "6", "days": "30", "final_days": "60"}
    answer = client.get(page, rhythm)
    assert "2017-09-01 – 2018-02-28 2018-03-30" in text(answer)
    assert "Slutrapport 2017-09-01 – 2020-11-30 2021-01-29" in text(answer)
    assert not ReportDuty.objects.exists()
    client.post(page, rhythm)
    client.post(page, rhythm)
    found = ReportDuty.objects.filter(project=cast.project)
    assert [duty.kind for duty in found] == ["progress"] * 7 + ["final"]
    assert "Inget att lägga till" in text(client.get(page, rhythm))
    entry = AuditEntry.objects.get(action="reportduties_proposed")
    assert entry.details["count"] == 8


@pytest.mark.parametrize("data", [{"months": "0"}, {"days": "-1"}, {"months": "x"}, {"final_days": "9" * 30}])
def test_a_proposal_with_wrong_numbers_shows_what_is_wrong(cast, sign_in, data):
    rhythm = {"months": "6", "days": "30", "final_days": "60"} | data
    client = sign_in(cast.leader)
    for answer in (client.get(f"{PAGE}propose/", rhythm), client.post(f"{PAGE}propose/", rhythm)):
        assert answer.status_code == 200
        assert answer.context["form"].errors
        assert not answer.context["proposals"]
    assert not ReportDuty.objects.exists()


def test_without_the_projects_days_nothing_is_proposed(cast, sign_in):
    type(cast.project).objects.filter(pk=cast.project.pk).update(ends_on=None)
    rhythm = {"months": "6", "days": "30", "final_days": "60"}
    client = sign_in(cast.leader)
    for answer in (client.get(f"{PAGE}propose/", rhythm), client.post(f"{PAGE}propose/", rhythm)):
        assert "Projektets första och sista dag är inte angivna." in text(answer)
    assert not ReportDuty.objects.exists()


def test_other_projects_duties_are_not_found(cast, sign_in):
    elsewhere = ReportDutyFactory(project=cast.other_project)
    client = sign_in(cast.leader)
    for end in ("", "remove/", "report/"):
        assert client.get(f"{PAGE}{elsewhere.pk}/{end}").status_code == 404
    with user_scope(cast.leader):
        assert not ReportDuty.objects.filter(pk=elsewhere.pk).exists()


def test_a_funder_who_has_left_sees_and_enters_nothing(cast, sign_in, duty):
    former = MembershipFactory(project=cast.project, funder=True, ended=True).user
    assert sign_in(former).get(PAGE).status_code == 404
    with user_scope(former):
        assert not ReportDuty.objects.exists()


def test_the_list_costs_the_same_for_many(cast, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.leader)
    ReportDutyFactory(project=cast.project)
    costs = []
    for months in (1, 12):
        for month in range(1, months + 1):
            ReportDutyFactory(project=cast.project, kind="final", starts_on=date(2018, 1, month))
        with django_assert_max_num_queries(40) as captured:
            client.get(PAGE)
        costs.append(len(own_queries(captured.captured_queries)))
        ReportDuty.objects.filter(kind="final").delete()
    assert costs[0] == costs[1]
