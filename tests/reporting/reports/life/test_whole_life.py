"""The whole life of a report on pages without JavaScript, each role at its place, in both languages."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from esfportal.jobs import queue
from reporting.reports import jobs
from reporting.reports.life.states import State
from reporting.reports.models import Report
from tests.factories import MembershipFactory, ReportDutyFactory
from tests.hostile.forms import parse_forms
from tests.reporting.reports.job_support import FROM, TO, quick_render, register

pytestmark = pytest.mark.django_db

WORDS = {
    "sv": {
        "due": "försenad",
        "ready": "klar för underskrift",
        "signed": "underskriven",
        "approved": "godkänd",
    },
    "en": {"due": "overdue", "ready": "ready to sign", "signed": "signed", "approved": "approved"},
}


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


def follow(client, path, *, choices=None, text="Skrivet i ett webbformulär.", **typed):
    """Open the page and send its form as a browser does, with every empty text written."""
    # The last one: the page's head has forms of its own.
    form = [
        form
        for form in parse_forms(client.get(path).text)
        if form.method == "post" and form.action in ("", path)
    ][-1]
    values = {name: found for name, found in form.values.items() if name != "csrfmiddlewaretoken"}
    values |= {name: text for name in form.texts if values.get(name) == [""] and name not in typed}
    values |= {name: offered[-1] for name, offered in form.choices.items() if name not in values}
    return client.post(path, values | (choices or {}) | typed, follow=True)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_report_is_due_written_signed_returned_and_approved(cast, sign_in, language):
    register(cast.project)
    signatory = MembershipFactory(project=cast.project, representative=True).user
    leader, representative, funder = map(sign_in, (cast.leader, signatory, cast.funder))
    for client in (leader, representative, funder):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    words = WORDS[language]
    duty = ReportDutyFactory(project=cast.project, kind="progress", starts_on=FROM, ends_on=TO, due_on=TO)
    duties = reverse("reports:duties", args=[cast.project.slug])
    assert words["due"] in funder.get(duties).text

    follow(leader, reverse("reports:create_for_duty", args=[cast.project.slug, duty.pk]))
    first = Report.objects.get()
    address = first.get_absolute_url()
    jobs.make(first.job.pk)
    follow(leader, f"{address}write/", choices=dict.fromkeys(_questions(first), "no"))
    assert not any(text.is_empty for text in first.texts.in_order() if text.section.is_required)
    _sign_and_submit(leader, representative, address, words)

    answer = {"choices": {"step": "return"}, "text": ""}
    due_on = str(timezone.localdate() + timedelta(days=9))
    follow(funder, f"{address}answer/", **answer, due_on=due_on, targets="Varför nås inte målet?")
    page = leader.get(address).text
    assert "Varför nås inte målet?" in page
    leader.post(f"{address}next-version/", {"version": _version(page, f"{address}next-version/")})
    second = Report.objects.get(status="draft")
    jobs.make(second.job.pk)
    second_address = second.get_absolute_url()
    _sign_and_submit(leader, representative, second_address, words)
    follow(funder, f"{second_address}answer/", choices={"step": "approve"}, text="")
    assert words["approved"] in leader.get(second_address).text
    assert [report.state for report in Report.objects.order_by("pk")] == [State.RETURNED, State.APPROVED]
    steps = ["ready", "sign", "submit", "return", "ready", "sign", "submit", "approve"]
    taken = [event.step for report in (first, second) for event in report.events.all()]
    assert [step for step in taken if step != "open"] == steps
    assert words["due"] not in funder.get(duties).text


def _questions(report):
    return [f"{text.section.key}-yes_no" for text in report.texts.in_order() if text.asks_yes_or_no]


def _version(page, action):
    (form,) = [form for form in parse_forms(page) if form.action == action]
    return form.values["version"][0]


def _sign_and_submit(leader, representative, address, words):
    follow(leader, f"{address}ready/")
    assert words["ready"] in representative.get(address).text
    follow(representative, f"{address}sign/")
    assert words["signed"] in leader.get(address).text
    follow(leader, f"{address}submit/")
