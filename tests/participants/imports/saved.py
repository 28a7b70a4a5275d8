"""Imports for tests: pages of a file that waits, and imports that were saved."""

from django.utils import timezone

from participants.employers.models import Contact
from participants.imports.actions import save_draft
from participants.imports.marking.actions import marked_content
from participants.imports.marking.marked_rows import MarkedRow
from participants.imports.matching.plan import Plan, Result
from participants.imports.mending.actions import correct_row
from participants.imports.models import ImportDraft, ImportJob
from participants.imports.results.actions import keep_rows
from tests.participants.imports.files import OF_CORRECTIONS, csv_file, person

# Of a file that waits, and of its jobs, which have the same key.
DRAFT_PAGES = (
    *("review", "check", "people", "confirm", "discard", "mark", "headings", "heading_row", "row"),
    *("marked", "marked_file", "marked_workbook", "mark_cancel", "checking", "check_cancel", *OF_CORRECTIONS),
)
SAVED_IMPORT_PAGES = ("rows", "rows_csv", "rows_xlsx", "undo")
# Values of the addresses' parameters, by tests.sample_objects.FullProject.
OF_IMPORTS = {
    **{
        (f"imports:import_{page}", "kind"): lambda _full: "participants"
        for page in ("template", "workbook_template", "forget_headings")
    },
    **{(f"imports:import_{page}", "pk"): lambda full: full.import_draft.pk for page in DRAFT_PAGES},
    ("imports:import_row", "row"): lambda _full: 2,
    **{(f"imports:import_{page}", "pk"): lambda full: full.import_job.pk for page in ("job", "cancel")},
    **{(f"imports:import_{page}", "pk"): lambda full: full.saved_import.pk for page in SAVED_IMPORT_PAGES},
}


def saved_import(participation, *, by):
    """Return the job of a list of which a row has made the participation, and another changed a contact."""
    now = timezone.now()
    job = ImportJob.objects.create(
        project=participation.project,
        kind="participants",
        created_by=by,
        state="done",
        row_count=1,
        digest="ab" * 32,
        finished_at=now,
        result={"created": 1, "updated": 0, "unchanged": 0},
    )
    contact = Contact.objects.filter(project=participation.project).first()
    replaced = {contact.pk: contact.details} if contact else {}
    results = {"results": {2: Result.CREATED}, "participation_of": {2: participation.pk}}
    keep_rows(job, Plan(row_numbers=[2], **results, replaced_contacts=replaced))
    return job


def corrected_draft(project, *, by):
    """Return a list of one participant that waits, with a cell that was corrected in the page."""
    draft = save_draft(project, ImportDraft.Kind.PARTICIPANTS, csv_file([person()]), by=by)
    return correct_row(draft, row=2, texts={"rural": "ja"}, shown={"rural": ""})


def marked_copy():
    """Return a copy with mistakes marked, as it is stored."""
    return marked_content([MarkedRow("att rätta", ["personnummer"], {})], "deltagare")
