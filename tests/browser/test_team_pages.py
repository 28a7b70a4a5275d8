"""Pages for an invited person, the team and an auditor."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from esfportal.jobs import queue
from projects.team import team_review
from projects.team.models import Invitation
from reporting.reports import jobs
from reporting.reports.verification.pseudonyms import pseudonym
from tests.browser.conftest import NARROW, WIDE, follow
from tests.factories import (
    OSKARSHAMN,
    MembershipFactory,
    OutcomeEventFactory,
    ParticipationFactory,
    SpellFactory,
    UserFactory,
)
from tests.reporting.reports.job_support import quick_render, register, submitted

SHOTS = os.environ.get("SHOTS")


@pytest.fixture
def check_page(assert_good_page):
    # Assert that the page is good; with SHOTS=folder, also save screenshots.
    def check(page, name):
        assert_good_page(page)
        for width, viewport in ((390, NARROW), (1280, WIDE)):
            if SHOTS:
                page.set_viewport_size(viewport)
                page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)

    return check


def invitation_url(cast, email, **grant):
    invitation = Invitation(project=cast.project, email=email, **{"role": "case_worker", **grant})
    token = invitation.renew(by=cast.leader)
    invitation.save()
    return reverse("team:invitation_link", args=[token])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_invitation_pages(language, cast, new_page, open_as, check_page):
    new = invitation_url(cast, "new@example.org", municipality_id=OSKARSHAMN)
    page = new_page(language=language)
    page.goto(new)
    page.wait_for_url("**/invitation/")
    check_page(page, f"new-{language}")
    page.fill("[name=full_name]", "Nya Person")
    page.fill("[name=password1]", "kort")
    page.fill("[name=password2]", "kort")
    follow(page.locator(".form-actions button, .form-actions input[type=submit]").first)
    check_page(page, f"new-error-{language}")
    known = invitation_url(cast, cast.without_role.email)
    page.goto(known)
    check_page(page, f"sign-in-{language}")
    mine = open_as(cast.without_role, language=language)
    mine.goto(known)
    check_page(mine, f"confirm-{language}")
    mine.goto(new)
    check_page(mine, f"another-{language}")
    mine.goto("/invitation/no-such-token/")
    check_page(mine, f"gone-{language}")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_team_pages(language, cast, open_as, check_page):
    MembershipFactory(project=cast.project, auditor=True, user__full_name="Alva Revisor")
    MembershipFactory(project=cast.project, leader=True, starts_on="2090-01-01")
    invitation_url(cast, "new@example.org", municipality_id=OSKARSHAMN)
    invitation_url(cast, "late@example.org")
    Invitation.objects.filter(email="late@example.org").update(expires_at=timezone.now())
    team_review.run()
    page = open_as(cast.leader, language=language)
    base = f"/projects/{cast.project.slug}/team/"
    page.goto(base)
    check_page(page, f"team-{language}")
    page.goto(f"{base}invite/")
    check_page(page, f"invite-{language}")
    page.goto(f"{base}{cast.case_worker.memberships.get().pk}/")
    check_page(page, f"member-{language}")
    page.goto(f"{base}{cast.case_worker.memberships.get().pk}/end/")
    check_page(page, f"end-{language}")
    page.goto(f"{base}review/")
    page.locator("input[type=radio]").first.check()
    check_page(page, f"review-{language}")
    follow(page.locator(".form-actions button, .form-actions input[type=submit]").first)
    check_page(page, f"review-answered-{language}")
    page.goto(cast.project.get_absolute_url())
    check_page(page, f"overview-{language}")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_verification_pages(language, cast, open_as, check_page, monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)
    register(cast.project, women=3, men=2)
    elsa = ParticipationFactory(project=cast.project, spell=None)
    hidden = ParticipationFactory(project=cast.project, spell=None, person__protected=True)
    for each in (elsa, hidden):
        SpellFactory(participation=each, left=True, intervention=cast.intervention)
        OutcomeEventFactory(participation=each, evidence="Elsa anställd på Volvo", recorded_by=cast.leader)
    report = submitted(cast.project, by=cast.leader)
    auditor = UserFactory(full_name="Alva Revisor")
    MembershipFactory(user=auditor, project=cast.project, auditor=True)
    page = open_as(auditor, language=language)
    page.goto(report.get_absolute_url())
    check_page(page, f"report-{language}")
    page.goto(reverse("reports:evidence", args=[cast.project.slug, report.public_id]) + "?figure=work")
    check_page(page, f"evidence-{language}")
    for who, name in ((elsa, "person"), (hidden, "protected")):
        args = [cast.project.slug, report.public_id, pseudonym(report, who.pk)]
        page.goto(reverse("reports:evidence_person", args=args) + "?figure=work")
        check_page(page, f"{name}-{language}")
