from typing import BinaryIO

from django.http import FileResponse

from esfportal.files.uploads import UploadedFile


def download_response(file: UploadedFile, content: BinaryIO) -> FileResponse:
    """Return the response that sends an uploaded file, always as an attachment."""
    response = FileResponse(content, as_attachment=True, filename=file.name, content_type=file.content_type)
    # A file from outside the portal runs nothing, even if a browser opens it in a page.
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
