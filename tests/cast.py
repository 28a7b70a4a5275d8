"""The users of the tests, one for each relation to the project."""

from accounts.models import User
from projects.models import Project, ProjectMunicipality
from projects.team.models import Membership
from tests.factories import (
    OSKARSHAMN,
    VASTERVIK,
    InterventionFactory,
    MembershipFactory,
    OrganisationFactory,
    ProjectFactory,
    ProjectMunicipalityFactory,
    UserFactory,
)


class Cast:
    """A project in two municipalities, another project, and the users below."""

    def __init__(self):
        # One statement for each table: most tests begin with this.
        owner = OrganisationFactory(name="Kommunförbundet")
        self.project = ProjectFactory.build(
            slug="samverkan", name="Samverkansprojektet", name_en="The cooperation project", short_name=""
        )
        self.other_project = ProjectFactory.build(
            slug="annat", name="Ett annat projekt", name_en="Another project"
        )
        Project.objects.bulk_create([self.project, self.other_project])
        self.project.partners.create(organisation=owner, role="owner")
        ProjectMunicipality.objects.bulk_create(
            ProjectMunicipalityFactory.build(project=self.project, municipality_id=code)
            for code in (OSKARSHAMN, VASTERVIK)
        )
        self.intervention = InterventionFactory(
            project=self.project, code="kalejdo", name="Kalejdo", municipality_id=OSKARSHAMN
        )
        self._memberships = []

        # leader: manages the project. case_worker: works in Oskarshamn. colleague: works in Västervik.
        # funder: reads submitted reports. administrator: users and organisations. stranger: leads the other
        # project. former: a case worker whose role ended. without_role: an account without memberships.
        self.leader = self._member("leader@example.org", "Lena Ledare", leader=True)
        self.case_worker = self._member(
            "oskarshamn@example.org", "Olle Handläggare", municipality_id=OSKARSHAMN
        )
        self.colleague = self._member("vastervik@example.org", "Vera Kollega", municipality_id=VASTERVIK)
        self.funder = self._member("funder@example.org", "Finn Finansiär", funder=True)
        self.administrator = self._member("admin@example.org", "Ada Administratör", administrator=True)
        self.stranger = self._member(
            "stranger@example.org", "Stina Främling", leader=True, project=self.other_project
        )
        self.former = self._member("former@example.org", "Frans Förr", ended=True)
        self.without_role = UserFactory.build(email="nobody@example.org", full_name="Nils Ingen")
        User.objects.bulk_create([*(row.user for row in self._memberships), self.without_role])
        Membership.objects.bulk_create(self._memberships)

    def _member(self, email, full_name, **membership):
        user = UserFactory.build(email=email, full_name=full_name, is_staff="administrator" in membership)
        if "administrator" not in membership:
            membership.setdefault("project", self.project)
        self._memberships.append(MembershipFactory.build(user=user, **membership))
        return user
