"""Anonymous participants: entered and corrected by part, shown beside the figures, and in no figure."""

from dataclasses import replace

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as some

from accounts.audit.models import AuditEntry
from accounts.database_access import whole_project_access
from reporting.disclosure.redaction import redact
from reporting.disclosure.rules import DisclosureRules
from reporting.indicators.anonymous import AnonymousYear
from reporting.indicators.document import from_json
from reporting.indicators.figures import compute
from reporting.reports.files import csv_file, pdf_content, section_texts
from reporting.reports.files.columns import sheets
from reporting.reports.jobs import _compute
from reporting.reports.models import Report, ReportFile
from tests.factories import OSKARSHAMN, VASTERVIK, ParticipationFactory
from tests.reporting.reports.documents import kalmar

RULES = DisclosureRules(smallest=5, smallest_in_part=5, smallest_base=20, smallest_base_in_part=20)
YEARS = some.lists(
    some.builds(AnonymousYear, some.integers(2017, 2020), some.integers(0, 3000), some.integers(0, 3000)),
    min_size=1,
    max_size=4,
)


def url(name, project, *args):
    return reverse(f"anonymous:{name}", args=[project.slug, *args])


def shown_in_files(document):
    """Return what CSV, XLSX and the released version hold of the document, without its checksum."""
    released = redact(document, frozenset(), rules=RULES).to_json()
    cells = [
        [str(column.get(row, "en")) for column in columns]
        for _title, columns, rows in sheets(document)
        for row in rows(document, "en")
    ]
    texts = csv_file.render(document, "en").decode(), str(cells)
    return [text.replace(document.digest, "") for text in texts], released


@settings(max_examples=10)
@given(YEARS)
def test_no_file_of_figures_and_no_released_version_depends_on_them(years):
    document = replace(kalmar(), anonymous=years)
    assert shown_in_files(document) == shown_in_files(kalmar())
    assert document.digest != kalmar().digest
    assert from_json(document.to_json()) == document
    section = next(
        each
        for each in pdf_content.content(document, "en")["sections"]
        if each["heading"] == section_texts.anonymous()[0]
    )
    assert [row[0] for row in section["blocks"][0]["rows"]] == [str(each.year) for each in years]


@pytest.mark.django_db
def test_a_case_worker_counts_those_of_the_own_part(cast, sign_in):
    project, worker = cast.project, sign_in(cast.case_worker)
    page = url("add", project)
    form = worker.get(page).context["form"]
    assert form["municipality"].value() == OSKARSHAMN  # the only one
    given = {"year": 2018, "municipality": OSKARSHAMN, "women": 2, "men": 1}

    for field, wrong in (("municipality", VASTERVIK), ("municipality", ""), ("year", 1999), ("women", -1)):
        assert set(worker.post(page, given | {field: wrong}).context["form"].errors) == {field}
    assert set(worker.post(page, given | {"women": 0, "men": 0}).context["form"].errors) == {"women"}
    assert "2018" in worker.post(page, given, follow=True).text
    assert "Det finns redan ett antal" in worker.post(page, given).text
    count = project.anonymous_counts.get()

    correct = url("correct", project, count.pk)
    opened = worker.get(correct).context["form"].version
    worker.post(correct, given | {"women": 3, "version": opened})
    refused = worker.post(correct, given | {"women": 4, "version": opened})  # of an older page
    assert [each.stored for each in refused.context["form"].differences] == ["3"]
    count.refresh_from_db()
    assert (count.women, count.men) == (3, 1)
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert [each for each in actions if "anonymous" in each] == [
        "anonymous_count_added",
        "anonymous_count_changed",
    ]
    history = sign_in(cast.leader).get(reverse("projects:changes", args=[project.slug])).text
    assert "antal anonyma deltagare: 2018, Oskarshamn" in history

    for user, shows in ((cast.colleague, True), (cast.leader, True), (cast.funder, False)):
        overview = sign_in(user).get(project.get_absolute_url()).text
        assert ("Har också deltagit 2018 utan att registreras: kvinnor 3, män 1." in overview) == shows


@pytest.mark.django_db
def test_a_report_freezes_them_beside_the_same_figures(cast):
    project = cast.project
    ParticipationFactory(project=project)
    report = Report.objects.create(project=project, starts_on="2018-01-01", ends_on="2018-12-31")
    report.refresh_from_db()
    before = compute(project, ends_on=report.ends_on).document
    with whole_project_access(project):
        counts = project.anonymous_counts
        counts.create(year=2017, women=2)
        counts.create(year=2018, municipality_id=OSKARSHAMN, women=4, men=1)
        counts.create(year=2018, intervention=cast.intervention, men=7)
        counts.create(year=2016)
        counts.create(year=2019, men=9)  # after the report

    made = _compute(report)

    after = compute(project, ends_on=report.ends_on).document
    assert after == replace(before, made_at=after.made_at)
    frozen = made.computed.document
    assert frozen.anonymous == [AnonymousYear(2017, 2, 0), AnonymousYear(2018, 4, 8)]
    for name in ("outputs", "results", "measures", "targets", "parts"):
        assert getattr(frozen, name) == getattr(before, name)
    for audience in ReportFile.RELEASED_TO:
        assert "anonymous" not in made.document_for(audience).to_json()
