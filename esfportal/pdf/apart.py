"""PDFs made in a process of its own: the compiler keeps some megabytes for each page until its process ends."""

import json
import subprocess
import sys

from django.conf import settings

from esfportal.pdf.glyphs import FONTS
from esfportal.pdf.typst_file import ASSETS, STANDARDS

DOCUMENTS = ASSETS / "documents.typ"  # several documents in one file, each with its own page numbers
PROGRAM = """
import datetime, json, sys, typst
task = json.load(sys.stdin)
fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[task["fonts"]])
made_at = datetime.datetime.fromisoformat(task["made_at"])
options = {"root": task["root"], "pdf_standards": task["standards"], "timestamp": made_at}
report = {"report": json.dumps(task["content"])}
options |= {"font_paths": fonts, "ignore_system_fonts": True, "format": "pdf", "sys_inputs": report}
made = typst.compile(task["template"], **options)
sys.stdout.buffer.write(made)
"""


def compile_apart(content, made_at, template=DOCUMENTS):
    """Return the PDF as bytes, the same as `compile_pdf` makes. Raises CalledProcessError."""
    task = {
        "content": content,
        "made_at": made_at.isoformat(),
        "template": str(template),
        "root": str(settings.BASE_DIR),
        "fonts": str(FONTS),
        "standards": STANDARDS,
    }
    # By a pipe, because arguments are seen by other users; an empty environment, because it needs no keys.
    done = subprocess.run(
        [sys.executable, "-I", "-c", PROGRAM],
        input=json.dumps(task).encode(),
        capture_output=True,
        env={},
        check=True,
    )
    return done.stdout
