"""The people of the tests: one for each way of standing to the project."""

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
    """A project in Oskarshamn and Västervik, and:

    `leader` steers it; `case_worker` works in Oskarshamn, `colleague` in Västervik; `funder` reads
    its submitted reports; `administrator` looks after people and organisations; `stranger` leads
    `other_project`; `former` was a case worker here once; `nobody` has an account and no membership.
    """

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
        self.nobody = UserFactory(email="nobody@example.org", full_name="Nils Ingen")

    def _member(self, email, full_name, **membership):
        user = UserFactory(email=email, full_name=full_name, is_staff="administrator" in membership)
        if "administrator" not in membership:
            membership.setdefault("project", self.project)
        MembershipFactory(user=user, **membership)
        return user
