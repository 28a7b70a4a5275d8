from django.db import models
from django.db.models import Case, Count, Exists, Min, OuterRef, Q, Sum, Value, When
from django.db.models.functions import Coalesce, TruncMonth

from esfportal.database.name_folding import folded, folded_words
from esfportal.database.swedish_order import swedish_order
from participants.register.choices import Protection


class ActivityQuerySet(models.QuerySet):
    def in_project(self, project):
        return self.filter(project=project)

    def matching(self, words):
        """Return activities with every word in the name or the place."""
        found = self.alias(folded_name=folded("name"), folded_place=folded("place"))
        for word in folded_words(words):
            found = found.filter(Q(folded_name__contains=word) | Q(folded_place__contains=word))
        return found

    def by_name(self):
        return self.order_by(swedish_order("name"), "pk")

    def with_sessions(self, today):
        """Add `coming`, the number of sessions from today on, and `next_on`, the day of the first."""
        coming = Q(
            sessions__held_on__gte=today, sessions__cancelled_because="", sessions__is_from_sheet=False
        )
        return self.annotate(
            coming=Count("sessions", filter=coming), next_on=Min("sessions__held_on", filter=coming)
        )

    def in_list_order(self, order):
        """Sort by "next" or "name", descending after a "-"; activities without a coming session last."""
        name = swedish_order("name")
        column = {"name": name, "next": models.F("next_on")}[order.removeprefix("-")]
        chosen = column.desc(nulls_last=True) if order.startswith("-") else column.asc(nulls_last=True)
        return self.order_by(chosen, name, "pk")


class SessionQuerySet(models.QuerySet):
    def in_project(self, project):
        return self.filter(project=project)

    def between(self, first, last):
        return self.filter(held_on__range=(first, last))

    def planned(self):
        return self.filter(cancelled_because="")


class SessionManager(models.Manager.from_queryset(SessionQuerySet)):
    """Sessions that were planned for all participants of the activity, without those of week sheets (ADR 164)."""

    def get_queryset(self):
        return super().get_queryset().filter(is_from_sheet=False)


class AboutPeopleQuerySet(models.QuerySet):
    """Enrolments and attendance. A merged record keeps its rows; they are shown with the record that took its place."""

    def with_record(self):
        """Add `record`: the key of the participation, or of that into which it was merged."""
        return self.annotate(record=Coalesce("participation__merged_into", "participation"))

    def shown_to(self, user, project):
        """Return rows of people whom the user may see here; of protected ones only those opened by the user."""
        people = _participations().visible_to(user).in_project(project).unprotected_or_opened_by(user)
        return self.of_people(people)

    def of_people(self, people):
        """Return rows of the participations, and of records that were merged into them."""
        keys = people.values("pk")
        return self.filter(Q(participation__in=keys) | Q(participation__merged_into__in=keys))

    def valid(self):
        """Return rows of registrations that were not voided; those of merged records are valid."""
        return self.filter(
            Q(participation__voided_at__isnull=True) | Q(participation__merged_into__isnull=False)
        )

    def with_sex(self):
        merged = "participation__merged_into__person__sex"
        return self.annotate(sex=Coalesce(merged, "participation__person__sex"))

    def of_record(self, participation):
        return self.filter(Q(participation=participation) | Q(participation__merged_into=participation))

    def taking_places(self):
        """Return rows that take a place: not of voided registrations, nor of protected people (ADR 130)."""
        return self.filter(
            Q(participation__voided_at__isnull=True, participation__person__protection=Protection.NONE)
            | Q(participation__merged_into__person__protection=Protection.NONE)
        )

    def going_on(self, day):
        """Return enrolments that have not ended before the day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def on(self, day):
        return self.going_on(day).filter(starts_on__lte=day)

    def in_name_order(self):
        """Sort by the name of the person, protected identities last."""
        shown = Case(
            When(
                participation__merged_into__isnull=False,
                then=_shown_name("participation__merged_into__"),
            ),
            default=_shown_name("participation__"),
            output_field=models.TextField(),
        )
        return self.order_by(shown, "pk")


class AttendanceQuerySet(AboutPeopleQuerySet):
    def counted(self):
        """Return project time, once for each person and session, without registrations that were voided."""
        found = self.with_record().valid().filter(session__activity__is_project_time=True)
        # Two records of one person that were at one session, and were merged later.
        others = self.model.objects.with_record().filter(
            session=OuterRef("session"), record=OuterRef("record")
        )
        more = others.filter(
            Q(minutes__gt=OuterRef("minutes")) | Q(minutes=OuterRef("minutes"), pk__lt=OuterRef("pk"))
        )
        return found.filter(~Exists(more))

    def with_month(self):
        """Add `month`, the first day of the session's month."""
        return self.annotate(month=TruncMonth("session__held_on"))

    def by_month(self):
        """Return the rows of values with `month`, its first day, and `total`, its minutes."""
        return self.counted().order_by().with_month().values("month").annotate(total=Sum("minutes"))


def _shown_name(prefix):
    # The position of a protected identity must not hint at the name.
    protected = {f"{prefix}person__protection": Protection.NONE}
    return Case(
        When(**protected, then=f"{prefix}name_order"), default=Value("~"), output_field=models.TextField()
    )


def _participations():
    from participants.register.models import Participation

    return Participation.objects
