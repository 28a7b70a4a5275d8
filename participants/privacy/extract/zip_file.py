"""The extract as ZIP: PDF, JSON, and the files of proof."""

import io
import zipfile

from participants.privacy.extract import json_file, pdf


def render(content, *, proofs):
    """Return the archive; raise FileMissing or StoreUnavailable."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr("extract.pdf", pdf.render(content))
        files.writestr("extract.json", json_file.render(content))
        for proof in proofs:
            if file := getattr(proof, "file", None):
                # The number is the proof's in the extract.
                files.writestr(f"{proof.pk} {file.name}", file.content().getvalue())
    return archive.getvalue()
