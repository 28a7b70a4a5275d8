"""Begun or increased work or studies: who is compared, who counts, and where it is shown."""

import csv
import io
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from participants.register.models import Participation, Spell
from projects.models import Target
from reporting.disclosure import DisclosureRules, release
from reporting.indicators.explain import explain
from reporting.indicators.figures import compute
from reporting.reports.files import csv_file, pdf_content
from reporting.reports.pages.tables import part_tables
from tests.factories import (
    OSKARSHAMN,
    MembershipFactory,
    ParticipationFactory,
    ProjectFactory,
    ProjectMunicipalityFactory,
    SpellFactory,
    TargetFactory,
)
from tests.participants.merging.test_merging import merge
from tests.reporting.indicators.participants_with_outcomes import ENTRY, EXIT, LAST_DAY

pytestmark = pytest.mark.django_db
NOTHING = {"work": "none", "study": "none"}
PART_TIME = {"work": "subsidised", "work_hours": 20, "study": "none"}
STUDIES = {"work": "none", "study": "school", "study_extent": 50}
COMPARED, COUNTED = "compared", "began_or_increased"
SHARE = {"unit": "share", "value": 50, "measure": COUNTED, "denominator": COMPARED}


def left(project, before, after, *, days=(ENTRY, EXIT), participation=None, **person):
    """Return a participation with another spell, with the answers at its start and at its end."""
    participation = participation or ParticipationFactory(project=project, spell=None, **person)
    answers = {f"{name}_at_entry": value for name, value in before.items()}
    answers |= {f"{name}_at_exit": value for name, value in after.items()}
    entry, end = days
    SpellFactory(
        participation=participation,
        entry_date=entry,
        exit_date=end,
        exit_reason="completed" if end else "",
        **answers,
    )
    return participation


def figures(project, ends_on=LAST_DAY):
    """Return (how many are compared, how many count) since the start."""
    lines = {line.code: line for line in compute(project, ends_on=ends_on).document.measures}
    return tuple(lines[code].cumulative.total for code in (COMPARED, COUNTED))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (NOTHING, PART_TIME, (1, 1)),  # begun
        (NOTHING, STUDIES, (1, 1)),
        (NOTHING, {**PART_TIME, "work_hours": None}, (1, 1)),  # no hours are needed where there was none
        (PART_TIME, {**PART_TIME, "work_hours": 21}, (1, 1)),
        (STUDIES, {**STUDIES, "study_extent": 75}, (1, 1)),
        (PART_TIME, {**PART_TIME, "work": "unsubsidised"}, (1, 0)),  # another kind is not more
        (PART_TIME, {**PART_TIME, "work_hours": 19}, (1, 0)),
        (PART_TIME, NOTHING, (1, 0)),
        (NOTHING, NOTHING, (1, 0)),
        (PART_TIME, STUDIES, (1, 1)),  # studies are begun, whatever the work
        (PART_TIME, {**PART_TIME, "work_hours": None}, (0, 0)),
        ({**STUDIES, "study_extent": None}, {**STUDIES, **PART_TIME, "study": "school"}, (0, 0)),
        ({"work": "none"}, {"work": "unsubsidised", "work_hours": 40}, (0, 0)),  # nothing is known of studies
        (NOTHING, {}, (0, 0)),
    ],
)
def test_a_comparison_of_start_and_end(before, after, expected):
    project = ProjectFactory()
    left(project, before, after)
    assert figures(project) == expected


def test_the_last_spell_counts_from_its_last_day_once_for_each_person(cast, sign_in):
    project, later = cast.project, (date(2019, 5, 1), date(2019, 10, 1))
    returned = left(project, NOTHING, PART_TIME)
    left(project, PART_TIME, PART_TIME, days=later, participation=returned)
    assert figures(project) == (1, 0), "the work begun between two spells is not the result of the last"
    left(project, NOTHING, STUDIES, person__sex="woman", person__protection="confidentiality_mark")
    left(project, NOTHING, {}, days=(ENTRY, None))
    voided = left(project, NOTHING, STUDIES)
    Participation.objects.filter(pk=voided.pk).update(voided_at=returned.created_at)
    assert figures(project) == (2, 1)
    assert figures(project, ends_on=date(2019, 9, 30)) == (1, 1)
    assert figures(project, ends_on=date(2019, 2, 28)) == (0, 0)

    first = left(project, NOTHING, STUDIES, given_name="Alva", family_name="Ek")
    second = left(
        project,
        PART_TIME,
        PART_TIME,
        days=(date(2018, 5, 1), date(2018, 6, 1)),
        given_name="Alva",
        family_name="Ek",
    )
    assert figures(project) == (4, 2)
    merge(sign_in(cast.leader), first, second)
    assert figures(project) == (3, 2)


def test_a_person_is_told_which_condition_decides():
    project = ProjectFactory()
    people = [left(project, NOTHING, after) for after in (STUDIES, NOTHING, {})]
    found = [explain(person, COUNTED, on=LAST_DAY) for person in people]
    assert [each.counted for each in found] == [True, False, False]
    assert [each.deciding and each.deciding.text.en.split(" ")[0] for each in found] == [
        None,
        "began",
        "work",
    ]


def test_pages_and_files_show_the_figure_its_share_and_what_is_not_known(sign_in):
    project = ProjectFactory()
    ProjectMunicipalityFactory(project=project, municipality_id=OSKARSHAMN)
    for after in (STUDIES, STUDIES, NOTHING, {}):
        left(project, NOTHING, after)
    client = sign_in(MembershipFactory(project=project, leader=True).user)
    page = client.get(f"/projects/{project.slug}/").text
    assert "66,7\xa0% av dem vars arbete och studier är kända" in page
    assert "Arbete och studier, vid start och avslut" in page
    assert "Okänt för 25,0\xa0% av de avslutade" in page

    TargetFactory(project=project, **SHARE)
    TargetFactory(project=project, **SHARE, municipality_id=OSKARSHAMN)
    document = compute(project, ends_on=LAST_DAY).document
    assert [(line.state, line.rate) for line in document.targets] == [("reached", "66.7")] * 2
    (table,) = part_tables(document)
    assert table.measures[-1] == "Börjat eller ökat arbete eller studier"
    assert "Börjat eller ökat arbete eller studier: kommuner" in str(pdf_content.content(document, "sv"))

    def rows(shown):
        text = csv_file.render(shown, "en").decode("utf-8-sig")
        found = {row["code"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}
        codes = [COUNTED, f"{COUNTED}@{OSKARSHAMN}", *(line.code for line in shown.targets)]
        return [
            [found[code][key] for key in ("total", "rate", "base_total")] for code in codes if code in found
        ]

    assert rows(document) == [["2", "66.7", "3"]] * 4
    released = release(document, rules=DisclosureRules(5, 5, 20, 20)).shown
    assert rows(released) == [[".."] * 3] * 3, "without the table of parts"
    assert {line.state for line in released.targets} == {"hidden"}
    assert COMPARED not in {column for table in part_tables(released) for column in table.measures}
    assert released.small_numbers(document) > 0
    Spell.objects.update(work_at_exit="")
    assert "Arbete och studier, vid start och avslut" not in client.get(f"/projects/{project.slug}/").text


def test_a_share_target_is_of_those_compared_and_no_other_target_is(cast, sign_in):
    answers = {
        "measure": COUNTED,
        "comparison": "at_least",
        "value": "30",
        "unit": "share",
        "part": "project",
    }
    client = sign_in(cast.leader)
    client.post(f"/projects/{cast.project.slug}/edit/targets/add/", {**answers, "denominator": "leavers"})
    assert Target.objects.get(measure=COUNTED).denominator == COMPARED
    for wrong in (
        {**SHARE, "denominator": "leavers"},
        {**SHARE, "measure": "work"},
        {**SHARE, "unit": "number"},
    ):
        with pytest.raises(IntegrityError, match="target_compared_for_its_measure"), transaction.atomic():
            TargetFactory(project=cast.project, **wrong)
