"""Benefit periods on a participant's page: panel and history."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.audit.row_history import Label
from accounts.permissions import Permission
from esfportal.ui.formats import period
from participants.benefits.models import Benefit, BenefitPeriod, BenefitPeriodHistory
from participants.register.pages.page_context import HistorySource
from participants.register.prepared_facts import RECORDS, IsOneOf


@dataclass(frozen=True)
class BenefitRow:
    period: BenefitPeriod
    url: str  # of the form


def panel_parts():
    return (BenefitPeriod.objects.filter(IsOneOf("participation", RECORDS)).order_by("-starts_on", "-pk"),)


def person_context(request, participation, periods):
    project = participation.project
    return {
        "benefits": [
            BenefitRow(
                each, reverse("benefits:period", args=[project.slug, participation.public_id, each.pk])
            )
            for each in periods
        ],
        "may_record_benefits": may(request.user, Permission.PARTICIPANT_EDIT, project),
    }


def history_source():
    return HistorySource(BenefitPeriodHistory, _describe)


def _describe(history_text, event, before):
    if event.pgh_label == Label.UPDATE:
        yield from history_text.differences(event, before)
        return
    text = _("recorded a benefit") if event.pgh_label == Label.INSERT else _("removed a benefit")
    yield _("%(action)s: %(where)s, %(days)s") % {
        "action": text,
        "where": Benefit(event.kind).label,
        "days": period(event.starts_on, event.ends_on),
    }
