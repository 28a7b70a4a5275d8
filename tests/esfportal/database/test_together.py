import pytest
from django.db.models import CharField
from django.db.models.functions import Upper

from accounts.models import User
from esfportal.database.prepared_statement import Parameter
from esfportal.database.together import PreparedTogether, read_together, values_of
from participants.register.models import ParticipationHistory, PersonHistory, SpellHistory
from reporting.reports.models import Report
from tests.factories import ParticipationFactory

pytestmark = pytest.mark.django_db


def values(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_rows_of_several_models_are_as_in_queries_of_their_own(cast, django_assert_num_queries):
    ParticipationFactory.create_batch(2, project=cast.project)
    querysets = [
        ParticipationHistory.objects.order_by("-pgh_id")[:1],
        SpellHistory.objects.order_by("pgh_id"),
        User.objects.none(),
        PersonHistory.objects.order_by("pgh_id"),
        User.objects.order_by("pk"),  # passwords are decrypted
        Report.objects.all(),
    ]

    with django_assert_num_queries(1):
        together = read_together(*querysets)

    assert [[*map(values, rows)] for rows in together] == [[*map(values, rows)] for rows in querysets]
    assert len(together[1]) == 2
    assert together[2] == []


def test_nothing_is_asked_for_querysets_that_can_have_no_rows(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert read_together(User.objects.none(), Report.objects.none()) == [[], []]


def test_a_column_name_of_two_types_is_two_columns(cast):
    ParticipationFactory(project=cast.project)
    people, spells = read_together(PersonHistory.objects.all(), SpellHistory.objects.all())

    assert {type(each.id) for each in people} != {type(each.id) for each in spells}


def test_prepared_rows_are_as_in_queries_of_their_own(cast, django_assert_num_queries):
    email = Parameter("email", CharField())
    prepared = PreparedTogether(
        User.objects.filter(email=email), Report.objects.all(), User.objects.order_by("-pk")
    )

    for user in (cast.leader, cast.case_worker):
        with django_assert_num_queries(1):
            found, reports, users = prepared.read(email=user.email)
        assert [*map(values, found)] == [values(user)]
        assert reports == []
        assert [*map(values, users)] == [*map(values, User.objects.order_by("-pk"))]
    assert prepared.read(email="' OR true --")[0] == []


def test_columns_and_annotations_of_a_queryset_are_a_part(cast):
    users = User.objects.annotate(loud=Upper("full_name")).order_by("-full_name")

    rows, values = PreparedTogether(User.objects.all(), values_of(users, "id", "loud")).read()

    assert len(rows) == len(values)
    assert values == [*users.values_list("id", "loud")]
