"""Submission of a report: who submitted it and when, in the frozen documents and in files made again."""

from dataclasses import replace
from functools import partial
from secrets import token_hex

from django.db import transaction
from django.utils.translation import override

from accounts.access import memberships_with
from accounts.permissions import Permission, Role
from reporting.indicators.attached_files import given_to
from reporting.indicators.names import Name
from reporting.indicators.signature import Submission
from reporting.reports import files, storage
from reporting.reports.attachments.content import attached_files
from reporting.reports.files.steps import FILE_STEPS
from reporting.reports.life.signatures import signature_of
from reporting.reports.models import ReportFile
from reporting.reports.texts.content import texts_of

Audience = ReportFile.Audience


def submission_of(report):
    """Return who submitted the report and when, for its documents."""
    by = report.submitted_by
    return Submission(
        at=report.submitted_at.isoformat(timespec="seconds"),
        role=_role_of(by, report.project) if by else None,
        name=by.full_name if by else "",
    )


def _role_of(user, project):
    held = [m for m in memberships_with(user, Permission.REPORT_SUBMIT) if m.project_id == project.pk]
    if not held:
        return None
    label = Role(held[0].role).label
    with override("sv"):
        swedish = str(label)
    with override("en"):
        return Name(swedish, str(label))


def write_texts(report):
    """Put the texts and attachments as they are into all documents of a draft and its files, for the signature.

    The caller has locked the report and saves it. Raises StoreUnavailable, with the old files in their place.
    """
    written = _written(report)
    # Nothing has been written since the draft was made: its documents and files are right already.
    if any(getattr(report.document, name) != value for name, value in written.items()):
        _write(report, "ready", is_draft=True, written=written)


def write_submission(report):
    """Put the submission, with the signature, into all documents and files, which called themselves drafts.

    The caller has locked the report and saves it. Raises StoreUnavailable, with the old files in their place.
    """
    # What was written of a signed report is in its documents already, and fixed.
    written = _fixed(report.document) if report.is_signed else _written(report)
    signature = signature_of(report) if report.is_signed else None
    _write(
        report,
        "submitted",
        is_draft=False,
        written=written,
        signature=signature,
        submission=submission_of(report),
    )


def _written(report):
    """Return what the project has written, by the name of the document's field."""
    return {
        "overlap_reason": report.overlap_reason,
        "texts": texts_of(report),
        "attachments": attached_files(report),
    }


def _fixed(document):
    return {name: getattr(document, name) for name in ("overlap_reason", "texts", "attachments")}


def _write(report, folder, *, is_draft, written, signature=None, submission=None):
    # The checksums are of the texts and the list of attachments, too, which are frozen now.
    full = replace(report.document, signature=signature, submission=submission, **written)
    full = replace(full, common_digest=full.digest_with(full.salt))
    documents = {Audience.FULL: full}
    for audience in ReportFile.RELEASED_TO:
        documents[audience] = replace(
            report.document_for(audience),
            signature=_released_signature(signature, audience),
            submission=submission and replace(submission, name=""),
            **{**written, "attachments": given_to(audience, written["attachments"])},
            common_digest=full.common_digest,
        )
    report.figures, report.digest = full.to_json(), full.digest
    for audience, release in report.releases_by_audience.items():
        release.figures = documents[audience].to_json()
        release.save(update_fields=["figures"])
    _replace_files(report, documents, folder, is_draft=is_draft)


def _released_signature(signature, audience):
    # A signature is given to the funders, with the name and the authority; the public reads for whom it was given.
    if signature is None or audience != Audience.RELEASED:
        return signature
    return replace(signature, name="", authority="")


def _replace_files(report, documents, name, *, is_draft):
    folder = storage.AttemptFolder(report, f"{name}-{token_hex(4)}", is_draft=is_draft)
    try:
        for audience, kind, language in FILE_STEPS.values():
            folder.write(kind, language, files.render(documents[audience], kind, language), audience)
    except BaseException:
        folder.discard()
        raise
    replaced = [file.path for file in report.files.all()]
    report.files.all().delete()
    ReportFile.objects.bulk_create(folder.files)
    # Only when the new files count: the old ones can't be restored. Their keys are read now, because after the
    # commit the access scope may have ended, and then no row names any file.
    transaction.on_commit(partial(storage.remove_replaced, replaced))
