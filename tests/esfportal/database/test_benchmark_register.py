import pytest
from django.db import connection

from benchmarks import register
from participants.register.facts import with_facts
from participants.register.models import OutcomeEvent, Participation, Spell
from projects.models import Project


@pytest.mark.django_db
def test_the_register_of_the_benchmarks_fits_the_tables():
    register.fill(connection, 100, size=20)

    assert Project.objects.count() == 5
    assert with_facts(Participation.objects.filter(project__slug="bench-1")).count() == 20
    assert Spell.objects.count() > 100
    assert OutcomeEvent.objects.exists()
