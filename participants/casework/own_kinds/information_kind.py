"""Participants who were not informed about the personal data, as a kind of work."""

from django.db.models import BigIntegerField, Count, DateField, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.casework.kinds import RowsKind, of_people
from participants.consents.models import PrivacyEntry, PrivacyText, Subject
from participants.register.models import Participation, Spell


def _not_informed():
    """Return who takes part and was registered since there are texts, without such an entry in force."""
    spells = Spell.objects.filter(participation=OuterRef("pk"), exit_date__isnull=True)
    texts = PrivacyText.objects.filter(subject=Subject.PROCESSING, created_at__lte=OuterRef("created_at"))
    people = Participation.objects.filter(of_people("pk"), Exists(spells), Exists(texts))
    people = people.annotate(informed=_number("informed"), mistaken=_number("mistake"))
    people = people.filter(Q(informed__lte=Coalesce("mistaken", 0)) | Q(informed__isnull=True))
    none = Cast(Value(None), BigIntegerField())
    return people.order_by().values_list("pk", none, Cast("created_at", DateField()), Value(""))


def _number(answer):
    # Also the entries of records that were merged into this one.
    own = Q(participation=OuterRef("pk")) | Q(participation__merged_into=OuterRef("pk"))
    entries = PrivacyEntry.objects.filter(own, subject=Subject.PROCESSING, answer=answer)
    return Subquery(entries.order_by().values("answer").annotate(number=Count("pk")).values("number"))


def _address(item):
    person = item.participation
    return reverse("consents:record", args=[person.project.slug, person.public_id, Subject.PROCESSING])


INFORMATION = RowsKind(
    key="information",
    label=gettext_lazy("Information about the personal data"),
    order=35,
    rows=_not_informed,
    text=lambda _item: _("Tell how the personal data are used, and record it"),
    address=_address,
    is_legal=True,
    has_deadline=False,
)
