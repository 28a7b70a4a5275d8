from datetime import timedelta

from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.access import memberships_of, memberships_with
from accounts.audit.actions import AuditAction
from accounts.audit.models import AuditEntry
from accounts.permissions import Permission, Role, roles_with
from esfportal.database.name_folding import spelled_words
from esfportal.database.swedish_order import sort_key
from participants.register.choices import Protection
from participants.register.dates import latest_exit_due
from projects.parts import Part
from projects.team.models import Membership

# Conditions over facts.
WITHOUT_RESULT = Q(
    last_exit__isnull=False, leaving_status__isnull=True, has_education=False, has_internship=False
)
INCOMPLETE = Q(is_complete=False)


WITHOUT_EXIT = Q(last_exit__isnull=True)  # work only in a project that is over


def _in_ended_project(day):
    return WITHOUT_EXIT & Q(project__ends_on__lt=day)


def due_for_follow_up(latest_exit):
    """Return the condition of a follow-up that is due; `latest_exit` comes from latest_exit_due()."""
    return Q(last_exit__lte=latest_exit, follow_up__isnull=True)


# The models import this module, so that it can import them in functions only.


def _spells():
    from participants.register.models import Spell

    return Spell.objects


def _last_spells():
    """Return the last spell of the participation of the outer query."""
    later = _spells().filter(participation=OuterRef("participation"), entry_date__gt=OuterRef("entry_date"))
    return _spells().filter(~Exists(later), participation=OuterRef("pk"))


def active_case_workers(day):
    """Return the roles of the case worker of the outer query's spell."""
    return Membership.objects.in_force(day).filter(
        project=OuterRef("project"),
        user=OuterRef("case_worker"),
        user__is_active=True,
        role__in=roles_with(Permission.PARTICIPANT_EDIT),
    )


def _former_numbers():
    from participants.register.models import FormerNumber

    return FormerNumber.objects


def _record_accesses():
    from participants.register.models import ProtectedRecordAccess

    return ProtectedRecordAccess.objects


def _authorised_case_workers():
    from participants.register.models import AuthorisedCaseWorker

    return AuthorisedCaseWorker.objects


class PersonQuerySet(models.QuerySet):
    pass


class ParticipationQuerySet(models.QuerySet):
    def in_project(self, project):
        return self.filter(project=project)

    def visible_to(self, user, permission=Permission.PARTICIPANT_VIEW):
        # A membership for a part includes every person who has or has had a spell there: the case worker who
        # does the six-month follow-up must see those who have moved on.
        scope = Q(pk__in=[])
        for membership in memberships_with(user, permission):
            if membership.project_id is not None:
                scope |= Q(project=membership.project_id) & self._within(membership)
        return self.filter(scope)

    def unprotected(self):
        return self.filter(person__protection=Protection.NONE)

    def protected(self):
        return self.exclude(person__protection=Protection.NONE)

    def unprotected_or_openable_by(self, user):
        return self.filter(Q(person__protection=Protection.NONE) | self._authorised(user))

    def openable_by(self, user):
        """Return participations that the user is authorised to open."""
        # By a row, or as the case worker who registered the person unless a row has ended that. Combine with
        # visible_to().
        return self.filter(self._authorised(user))

    def unprotected_or_opened_by(self, user):
        """Return participations whose facts the user may learn from a list, a search or a count."""
        # Authorisation alone is not enough: a filter would show a fact without a reason and without a log entry.
        return self.filter(Q(person__protection=Protection.NONE) | self._opened(user))

    def with_opened_by(self, user):
        """Annotate `is_opened`: whether the user has the protected record open."""
        return self.annotate(
            is_opened=ExpressionWrapper(self._opened(user), output_field=models.BooleanField())
        )

    def without_authorised_case_worker(self):
        """Return protected participations that no user can open."""
        rows = _authorised_case_workers().filter(participation=OuterRef("pk"))
        members = Membership.objects.in_force().filter(user__is_active=True)
        by_row = rows.in_force().filter(
            Exists(
                members.filter(
                    user=OuterRef("user"),
                    project=OuterRef("participation__project"),
                    role__in=roles_with(Permission.PARTICIPANT_EDIT),
                )
            )
        )
        registrars = members.filter(
            user=OuterRef("created_by"), project=OuterRef("project"), role=Role.CASE_WORKER
        )
        by_registering = Exists(registrars) & ~Exists(rows.filter(user=OuterRef("created_by")))
        return self.protected().exclude(Exists(by_row) | by_registering)

    @classmethod
    def _opened(cls, user):
        accesses = _record_accesses().in_force().filter(participation=OuterRef("pk"), user=user)
        return Q(Exists(accesses)) & cls._authorised(user)

    @staticmethod
    def _authorised(user):
        editing = {m.project_id for m in memberships_with(user, Permission.PARTICIPANT_EDIT)}
        registering = {m.project_id for m in memberships_of(user) if m.role == Role.CASE_WORKER}
        rows = _authorised_case_workers().filter(participation=OuterRef("pk"), user=user)
        by_row = Q(Exists(rows.in_force()), project__in=editing)
        by_registering = Q(~Exists(rows), created_by=user, project__in=registering)
        return by_row | by_registering

    def with_unreadable_number(self):
        """Return participations whose number is reported as unreadable."""
        reported = AuditEntry.objects.in_effect(
            AuditAction.NUMBER_UNREADABLE, until=AuditAction.NUMBER_READABLE
        )
        reported = reported.filter(object_type=self.model._meta.label_lower)
        return self.filter(
            pk__in=reported.annotate(key=Cast("object_id", models.BigIntegerField())).values("key")
        )

    def with_number_index(self, index):
        """Return the participations of the person who has this number, or had it before a correction or merge."""
        by_former = _former_numbers().filter(number_index=index).values("person")
        has_number = Q(person__number_index=index) | Q(person__in=by_former)
        merged = self.model.with_voided.filter(has_number, merged_into__isnull=False)
        return self.filter(has_number | Q(pk__in=merged.values("merged_into")))

    def with_name_and_birth_date(self, given_name, family_name, birth_date):
        """Return possible duplicates, protected or not (V-R22)."""
        name = sort_key(f"{family_name} {given_name}")
        return self.filter(name_order=name, person__birth_date=birth_date)

    def search_name(self, words):
        """Return unprotected participations with every word in the name, whatever the accents and the spelling."""
        parts = spelled_words(" ".join(words))
        if words and not parts:  # a hyphen alone
            return self.none()
        found = self.unprotected()
        for part in parts:
            found = found.filter(name_spelled__contains=part)
        return found

    def search_birth_date(self, condition):
        """Return unprotected participations of persons whose birth date meets the condition."""
        return self.unprotected().filter(condition)

    def in_list_order(self, *, descending=False):
        """Order by name, protected identities last."""
        # The position of a protected identity must not hint at the name.
        shown = Case(
            When(person__protection=Protection.NONE, then="name_order"),
            default=Value("~"),
            output_field=models.TextField(),
        )
        return self.order_by(shown.desc() if descending else shown.asc(), "pk")

    # The following ask for facts: use them on facts.with_facts(queryset).

    def taking_part(self):
        return self.filter(last_exit__isnull=True)

    def having_left(self):
        return self.filter(last_exit__isnull=False)

    def without_result(self):
        return self.filter(WITHOUT_RESULT)

    def due_for_follow_up(self, day):
        return self.filter(due_for_follow_up(latest_exit_due(day)))

    def without_exit(self, day):
        """Return participations that no one has ended though their project is over."""
        return self.filter(_in_ended_project(day))

    def ended_after_project(self):
        return self.filter(last_exit__gt=F("project__ends_on"))

    def incomplete(self):
        return self.filter(INCOMPLETE)

    def with_exit_between(self, first, last):
        found = self.filter(last_exit__gte=first) if first else self
        return found.filter(last_exit__lte=last) if last else found

    def without_number(self):
        return self.filter(person__number_kind="none")

    def with_last_worker(self):
        """Annotate `last_worker`: the case worker of the last spell."""
        spells = _spells().filter(participation=OuterRef("pk")).order_by("-entry_date")
        return self.annotate(last_worker=Subquery(spells.values("case_worker")[:1]))

    def with_last_case_worker(self, user=None):
        """Return the participations whose last spell has the case worker, or has none."""
        return self.filter(Exists(_last_spells().filter(case_worker=user)))

    def without_active_case_worker(self, day):
        return self.filter(Exists(_last_spells().filter(~Exists(active_case_workers(day)))))

    def without_protection(self):
        return self.filter(person__protection=Protection.NONE)

    def with_remaining_work(self, day):
        """Annotate `remaining_work`: 0 no end, 1 a follow-up is due, 2 no result, 3 answers missing, 4 nothing."""
        steps = [_in_ended_project(day), due_for_follow_up(latest_exit_due(day)), WITHOUT_RESULT, INCOMPLETE]
        cases = [When(condition, then=step) for step, condition in enumerate(steps)]
        return self.annotate(
            remaining_work=Case(*cases, default=len(steps), output_field=models.IntegerField())
        )

    @staticmethod
    def _within(membership):
        part = Part.of(membership)
        if part.is_whole_project:
            return Q()
        # The project of the spell: an index of it and the municipality finds the part's spells among all projects'.
        spells = _spells().filter(part.condition(), project=membership.project_id)
        return Q(pk__in=spells.values("participation"))


class OutcomeEventQuerySet(models.QuerySet):
    def in_force(self):
        # Neither corrected nor a withdrawal.
        correction = self.model.objects.filter(supersedes=OuterRef("pk"))
        return self.filter(~Exists(correction), is_withdrawal=False)


class AuthorisedCaseWorkerQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(ended_at__isnull=True)


class ProtectedRecordAccessQuerySet(models.QuerySet):
    KEPT = timedelta(minutes=15)  # since it was used last

    def in_force(self):
        return self.filter(closed_at__isnull=True, used_at__gt=timezone.now() - self.KEPT)


class MergeQuerySet(models.QuerySet):
    def in_force(self, project, since):
        """Return the merges in the project after the moment that have not been undone."""
        return self.filter(merged__project=project, merged_at__gt=since, undone_at__isnull=True)


class RegistrationDraftQuerySet(models.QuerySet):
    KEPT = timedelta(days=14)

    def own(self, user, project):
        """Return the user's own drafts in the project, the latest first."""
        found = self.filter(created_by=user, project=project, saved_at__gt=timezone.now() - self.KEPT)
        return found.order_by("-saved_at")

    def stale(self):
        return self.filter(saved_at__lte=timezone.now() - self.KEPT)
