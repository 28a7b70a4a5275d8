"""Kinds of work in My day: participants to hand a survey to, and those who want to be contacted after one."""

from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.casework.kinds import TODAY, RowsKind, of_people
from participants.register.facts import PlusDays
from participants.register.models import Spell
from participants.surveys.models import Invitation, Occasion, State
from participants.surveys.occasions import counted_from, is_due, last_day


def _without_link():
    later = Spell.objects.filter(
        participation=OuterRef("participation"), entry_date__gt=OuterRef("entry_date")
    )
    links = Invitation.objects.filter(survey=OuterRef("survey"), participation=OuterRef("participation"))
    due = Q()
    for occasion in Occasion:
        due |= Q(occasion=occasion) & is_due(occasion, lambda days: PlusDays(TODAY, -days))
    until = Case(
        *(
            When(occasion=occasion, then=PlusDays(F(counted_from(occasion)), last_day(occasion)))
            for occasion in Occasion
        )
    )
    found = Spell.objects.filter(of_people(), ~Exists(later), project__surveys__state=State.OPEN)
    found = found.annotate(survey=F("project__surveys"), occasion=F("project__surveys__occasion"))
    found = found.filter(due, ~Exists(links)).annotate(until=until)
    return found.values_list("participation", "survey", "until", "occasion")


def _address(item):
    return reverse("surveys:person", args=[item.participation.project.slug, item.participation.public_id])


WITHOUT_LINK = RowsKind(
    key="survey",
    label=gettext_lazy("Surveys to hand out"),
    order=89,
    rows=_without_link,
    text=lambda item: _("Survey %(occasion)s: hand out a link") % {"occasion": Occasion(item.detail).label},
    address=_address,
)


DAYS_TO_CONTACT = 7


def _wishes():
    found = Invitation.objects.annotate(record=Coalesce("participation__merged_into", "participation"))
    waiting = found.filter(of_people("record"), contact_wished_on__isnull=False, contacted_at=None)
    waiting = waiting.annotate(until=PlusDays(F("contact_wished_on"), DAYS_TO_CONTACT))
    return waiting.order_by().values_list("record", "pk", "until", "survey__occasion")


WISH_FOR_CONTACT = RowsKind(
    key="survey-contact",
    label=gettext_lazy("Participants to contact after a survey"),
    order=71,
    rows=_wishes,
    text=lambda item: (
        _("Wants to be contacted after the survey %(occasion)s") % {"occasion": Occasion(item.detail).label}
    ),
    address=_address,
)
