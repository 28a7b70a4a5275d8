"""Workbooks written by hand, for what no program writes."""

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    content.seek(0)
    return content


def relationships(**targets):
    # {id: (kind, target)}
    rows = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{rows}</Relationships>'


def xlsx_parts(*sheets, folder="xl/worksheets", workbook="xl/workbook.xml", **further):
    """Return the parts of a workbook; each sheet is the XML inside <worksheet>, or (name, XML, state)."""
    sheets = [each if isinstance(each, tuple) else (f"Blad{n}", each, "") for n, each in enumerate(sheets, 1)]
    names = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="s{n}"{f' state="{state}"' if state else ""}/>'
        for n, (name, _xml, state) in enumerate(sheets, 1)
    )
    targets = {f"s{n}": ("worksheet", f"/{folder}/sheet{n}.xml") for n in range(1, len(sheets) + 1)}
    targets |= {name: (name, f"/xl/{name}.xml") for name in further}
    base, name = workbook.rsplit("/", 1)
    return {
        "_rels/.rels": relationships(book=("officeDocument", workbook)),
        workbook: f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        f"{base}/_rels/{name}.rels": relationships(**targets),
        **{f"xl/{name}.xml": text for name, text in further.items()},
        **{
            f"{folder}/sheet{n}.xml": f'<worksheet xmlns="{MAIN}">{xml}</worksheet>'
            for n, (_name, xml, _state) in enumerate(sheets, 1)
        },
    }


def text_row(*texts, **attributes):
    # A row of texts without places of their own.
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f"<row{given}>{cells}</row>"


def xlsx(*rows, after=""):
    return zipped(xlsx_parts(f"<sheetData>{''.join(rows)}</sheetData>{after}"))


def ods(*rows, name="Blad1", settings=""):
    """Return an OpenDocument spreadsheet; each row is the XML of a table:table-row."""
    spaces = "".join(
        f' xmlns:{key}="{OPEN_DOCUMENT}:{key}:1.0"' for key in ("office", "table", "text", "style")
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content{spaces}>{settings}<office:body><office:spreadsheet>"
            f'<table:table table:name="{name}">{"".join(rows)}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def ods_row(*texts, **attributes):
    given = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row{given}>{cells}</table:table-row>"
