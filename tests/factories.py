"""Factories of model instances for tests."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import Organisation, User
from accounts.permissions import Role
from participants.consents.models import PrivacyEntry, PrivacyText
from participants.plans.models import Measurement, Note, Plan, ProjectScale, Step
from participants.register.identity import numbers
from participants.register.models import LabourMarketStatus, OutcomeEvent, Participation, Person, Spell
from projects.models import (
    Intervention,
    Project,
    ProjectMunicipality,
    ReportDuty,
    SubProject,
    Target,
    TargetGroup,
)
from projects.team.models import Membership
from tests.numbers import NUMBERS, nth_number

# Every test database has the 290 municipalities; these are used in tests.
OSKARSHAMN, VASTERVIK, KALMAR = "0882", "0883", "0880"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence("user{}@example.org".format)
    full_name = factory.Sequence("Användare {}".format)
    password = factory.LazyFunction(lambda: make_password(None))


def make_superuser(**fields):
    user = UserFactory(**fields)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tests.make_superuser(%s)", [user.pk])  # by the owner (tests/conftest.py)
    user.refresh_from_db()
    return user


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence("Organisation {}".format)


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = Project

    class Params:
        p2007 = factory.Trait(
            programme_period="2007-2013", starts_on=date(2009, 1, 7), ends_on=date(2011, 1, 6)
        )
        p2021 = factory.Trait(
            programme_period="2021-2027", starts_on=date(2022, 1, 1), ends_on=date(2027, 12, 31)
        )

    slug = factory.Sequence("project-{}".format)
    name = factory.Sequence("Projekt {}".format)
    name_en = factory.Sequence("Project {}".format)
    programme_period = "2014-2020"
    region = "smaland_och_oarna"
    starts_on = date(2017, 9, 1)
    ends_on = date(2020, 11, 30)


class ReportDutyFactory(DjangoModelFactory):
    class Meta:
        model = ReportDuty

    project = factory.SubFactory(ProjectFactory)
    kind = "progress"
    starts_on = date(2018, 1, 1)
    ends_on = date(2018, 6, 30)
    due_on = date(2018, 7, 31)


class SubProjectFactory(DjangoModelFactory):
    class Meta:
        model = SubProject

    project = factory.SubFactory(ProjectFactory)
    code = factory.Sequence("part-{}".format)
    name = factory.Sequence("Delprojekt {}".format)


class ProjectMunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = ProjectMunicipality

    project = factory.SubFactory(ProjectFactory)
    municipality_id = OSKARSHAMN


class InterventionFactory(DjangoModelFactory):
    class Meta:
        model = Intervention

    project = factory.SubFactory(ProjectFactory)
    code = factory.Sequence("insats-{}".format)
    name = factory.Sequence("Insats {}".format)


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = Target

    project = factory.SubFactory(ProjectFactory)
    code = factory.Sequence("target-{}".format)
    measure = "participants"
    comparison = "at_least"
    unit = "number"
    value = Decimal(418)


class TargetGroupFactory(DjangoModelFactory):
    class Meta:
        model = TargetGroup

    project = factory.SubFactory(ProjectFactory)
    code = factory.Sequence("group-{}".format)
    name = factory.Sequence("Målgrupp {}".format)


REASONS = {
    Role.AUDITOR: "Stickprov",
    Role.REPRESENTATIVE: "Förvaltningschef, delegationsordning 2025-03, § 12",
}


class MembershipFactory(DjangoModelFactory):
    """A case worker of the whole project; traits for the other roles."""

    class Meta:
        model = Membership

    class Params:
        leader = factory.Trait(role=Role.PROJECT_LEADER)
        funder = factory.Trait(role=Role.FUNDER)
        auditor = factory.Trait(role=Role.AUDITOR)
        representative = factory.Trait(role=Role.REPRESENTATIVE)
        administrator = factory.Trait(role=Role.ADMINISTRATOR, project=None)
        ended = factory.Trait(ends_on=date(2020, 1, 31))

    user = factory.SubFactory(UserFactory)
    role = Role.CASE_WORKER
    project = factory.SubFactory(ProjectFactory)
    starts_on = date(2007, 1, 1)
    ends_on = factory.LazyAttribute(lambda row: date(2098, 12, 31) if row.role == Role.AUDITOR else None)
    reason = factory.LazyAttribute(lambda row: REASONS.get(row.role, ""))


class PersonFactory(DjangoModelFactory):
    """A woman born in 1985 without a number; `number="19940112-2396"` sets it, birth date and sex."""

    class Meta:
        model = Person

    class Params:
        # A process makes more people than there are test numbers; no test makes as many.
        numbered = factory.Trait(number=factory.Sequence(lambda n: nth_number(n % NUMBERS)))
        protected = factory.Trait(protection="protected_registration")

    birth_date = date(1985, 5, 17)
    sex = "woman"

    @classmethod
    def _create(cls, model_class, *args, number="", **kwargs):
        person = model_class(*args, **kwargs)
        if number:
            parsed = numbers.parse_number(number)
            person.number_kind, person.birth_date, person.sex = parsed.kind, parsed.birth_date, parsed.sex
            person.number_encrypted, person.number_key_version = numbers.encrypt_number(
                person.pk, parsed.digits
            )
            person.number_index = numbers.blind_index(parsed.digits)
        person.save()
        return person


class SpellFactory(DjangoModelFactory):
    class Meta:
        model = Spell

    participation = factory.SubFactory("tests.factories.ParticipationFactory", spell=None)
    entry_date = date(2018, 3, 1)
    municipality_id = OSKARSHAMN

    class Params:
        left = factory.Trait(exit_date=date(2018, 9, 1), exit_reason=Spell.ExitReason.COMPLETED)


class ParticipationFactory(DjangoModelFactory):
    """An unemployed participant with a complete record and one spell; `spell=None` makes no spell."""

    class Meta:
        model = Participation
        skip_postgeneration_save = True

    class Params:
        incomplete = factory.Trait(education_level=None)
        inactive = factory.Trait(
            labour_market_status=LabourMarketStatus.INACTIVE, unemployed_since=None, in_education=False
        )
        employed = factory.Trait(labour_market_status=LabourMarketStatus.EMPLOYED, unemployed_since=None)

    project = factory.SubFactory(ProjectFactory)
    person = factory.SubFactory(PersonFactory)
    given_name = "Elsa"
    family_name = factory.Sequence("Lind {}".format)
    labour_market_status = LabourMarketStatus.UNEMPLOYED
    unemployed_since = date(2017, 1, 15)
    in_education = False
    education_level = 3
    jobless_household = False
    dependent_children = False
    single_adult = False
    spell = factory.RelatedFactory(SpellFactory, factory_related_name="participation")


class OutcomeEventFactory(DjangoModelFactory):
    class Meta:
        model = OutcomeEvent

    participation = factory.SubFactory(ParticipationFactory)
    happened_on = date(2018, 9, 10)
    kind = OutcomeEvent.Kind.EMPLOYMENT


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    participation = factory.SubFactory(ParticipationFactory)
    text = "Laga mat."
    renew_by = factory.LazyFunction(lambda: timezone.localdate() + timedelta(30))


class StepFactory(DjangoModelFactory):
    class Meta:
        model = Step

    participation = factory.SubFactory(ParticipationFactory)
    text = "Besöka Solgården."
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(7))
    responsible = Step.Responsible.PARTICIPANT


class NoteFactory(DjangoModelFactory):
    class Meta:
        model = Note

    participation = factory.SubFactory(ParticipationFactory)
    text = "Vill börja tidigt."
    kind = Note.Kind.CONVERSATION
    readers = Note.Readers.ALL
    happened_on = factory.LazyFunction(timezone.localdate)


class PrivacyEntryFactory(DjangoModelFactory):
    """Information about the personal data, in Swedish; `subject` and `answer` for a consent."""

    class Meta:
        model = PrivacyEntry

    participation = factory.SubFactory(ParticipationFactory)
    subject = "processing"
    answer = "informed"
    text = factory.LazyAttribute(lambda row: PrivacyText.objects.get(subject=row.subject, language="sv"))
    answered_on = factory.LazyFunction(timezone.localdate)
    means = "in_writing"


class ProjectScaleFactory(DjangoModelFactory):
    class Meta:
        model = ProjectScale

    project = factory.SubFactory(ProjectFactory)
    code = "own"


class MeasurementFactory(DjangoModelFactory):
    class Meta:
        model = Measurement

    participation = factory.SubFactory(ParticipationFactory)
    scale = "own"
    scale_version = 1
    occasion = Measurement.Occasion.START
    answered_by = Measurement.AnsweredBy.PARTICIPANT
    measured_on = factory.LazyFunction(timezone.localdate)
    answers = factory.LazyFunction(lambda: {"health": 4})
