"""The users of the tests, one for each relation to the project."""

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
        owner = OrganisationFactory(name="Kommunförbundet")
        self.project = ProjectFactory(
            slug="samverkan", name="Samverkansprojektet", name_en="The cooperation project", short_name=""
        )
        self.project.partners.create(organisation=owner, role="owner")
        ProjectMunicipalityFactory(project=self.project, municipality_id=OSKARSHAMN)
        ProjectMunicipalityFactory(project=self.project, municipality_id=VASTERVIK)
        self.intervention = InterventionFactory(
            project=self.project, code="kalejdo", name="Kalejdo", municipality_id=OSKARSHAMN
        )
        self.other_project = ProjectFactory(slug="annat", name="Ett annat projekt", name_en="Another project")

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
        self.without_role = UserFactory(email="nobody@example.org", full_name="Nils Ingen")

    def _member(self, email, full_name, **membership):
        user = UserFactory(email=email, full_name=full_name, is_staff="administrator" in membership)
        if "administrator" not in membership:
            membership.setdefault("project", self.project)
        MembershipFactory(user=user, **membership)
        return user
