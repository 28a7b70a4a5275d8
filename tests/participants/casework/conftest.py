from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import OSKARSHAMN, OutcomeEventFactory, ParticipationFactory, PrivacyEntryFactory


@pytest.fixture
def people(cast):
    """One participation for each kind of work, by its key; the case worker has them all but the first."""
    today = timezone.localdate()
    cast.project.ends_on = today + timedelta(days=30)
    cast.project.save()
    own = {
        "project": cast.project,
        "spell__municipality_id": OSKARSHAMN,
        "spell__case_worker": cast.case_worker,
    }

    def left(days, **options):
        exit_date = today - timedelta(days=days)
        return ParticipationFactory(
            **own | options,
            spell__entry_date=exit_date - timedelta(days=90),
            spell__exit_date=exit_date,
            spell__exit_reason="completed",
        )

    incomplete = ParticipationFactory(**own, incomplete=True)
    PrivacyEntryFactory(participation=incomplete)
    done = left(40)
    OutcomeEventFactory(participation=done, happened_on=today - timedelta(days=39), kind="job_search")
    return {
        "result": left(28, spell__case_worker=None),
        "late-result": left(29),
        "incomplete": incomplete,
        "": done,
    }
