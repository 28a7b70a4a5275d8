import pytest

from accounts.models import User
from tests.factories import OrganisationFactory, UserFactory


@pytest.fixture
def fund(cast):
    """The organisation of the cast's funder, which funds the project."""
    organisation = OrganisationFactory(name="Fonden", is_managing_authority=True)
    cast.project.partners.create(organisation=organisation, role="funder")
    User.objects.filter(pk=cast.funder.pk).update(organisation=organisation)
    return organisation


@pytest.fixture
def manager(fund):
    return UserFactory(full_name="Ossian Chef", organisation=fund, manages_officers=True)
