from datetime import date

from reporting.programme.models import CutoffExport
from tests.factories import OrganisationFactory

OF_PROGRAMME = {("programme", "pk"): lambda full_project: full_project.cutoff.pk}


def cutoff_of(*, by):
    """An export of a managing authority in which none of the cast works."""
    return CutoffExport.objects.create(
        organisation=OrganisationFactory(is_managing_authority=True),
        programme_period="2014-2020",
        cutoff=date(2019, 6, 30),
        content={"projects": [], "people": [0, 0]},
        digest="0" * 64,
        state=CutoffExport.State.DONE,
        created_by=by,
    )
