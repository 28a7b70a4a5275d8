"""The certificate on paper, with the programme period's words and emblem, and places to sign."""

from datetime import date

from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.notifications.emails import portal_address
from esfportal.files.qr_codes import qr_path
from esfportal.pdf.apart import compile_apart
from esfportal.pdf.emblem import mark
from esfportal.pdf.typst_file import clean_texts, compile_pdf
from esfportal.ui.formats import date_iso, date_text, month_text, number
from participants.certificates.document.content import changes, hours_of
from participants.certificates.document.texts import benefit_texts, row_text, table_of
from participants.certificates.states import Step

DAY, TIME, STATE, HOURS = 23, 25, 30, 22  # millimetres


def render(certificate, content, *, before=None, language):
    """Return the PDF of a certificate; `before` is the content of the version that it replaces."""
    with translation.override(language):
        described = describe(certificate, content, before, language)
        return compile_pdf(described, certificate.recorded_at.replace(microsecond=0))


def render_many(documents, month, made_at):
    """Return one PDF of described certificates of a month, each with a bookmark, in the language in force."""
    about = {"title": _title(month), "author": documents[0]["author"], "language": documents[0]["language"]}
    return compile_apart(clean_texts(about) | {"documents": documents}, made_at.replace(microsecond=0))


def describe(certificate, content, before, language):
    """Return what the templates of PDFs show, in the language in force."""
    return clean_texts(_content(certificate, content, before, language))


def _title(month):
    return _("Certificate of attendance, %(month)s") % {"month": month_text(month)}


def _content(certificate, content, before, language):
    project = (language == "en" and content["project_en"]) or content["project"]
    return {
        "language": language,
        "title": _title(certificate.month),
        "person": content["name"],
        "project": project,
        "author": content["owner"] or project,
        "made": _("Checksum %(digest)s") % {"digest": certificate.digest[:16]},
        "mark": mark(content["period"]),
        "facts": _facts(certificate, content, project),
        "sections": [*_sections(content, before), _statement(content)],
        "labels": {"page": _("Page"), "of": pgettext("page", "of")},
        "signatures": _signatures(certificate),
        "found-by": _found_by(certificate),
    }


def _facts(certificate, content, project):
    facts = [
        (_("Name"), content["name"]),
        (_("Born"), date_text(date.fromisoformat(content["born"])) if content["born"] else "–"),
        (_("Project"), project),
        (_("Case number"), content["case_number"] or "–"),
        (_("Run by"), content["owner"] or "–"),
        (_("Programme period"), content["period"].replace("-", "–")),
        (_("Month"), capfirst(month_text(certificate.month))),
        (_("Version"), str(content["version"])),
        (_("Month closed"), date_text(certificate.recorded_at)),
        (_("Hours reported"), number(hours_of(content))),
        *((_("Benefit"), text) for text in benefit_texts(content)),
    ]
    confirmed = next((each for each in certificate.events.all() if each.step == Step.CONFIRM), None)
    if confirmed:
        text = f"{date_text(confirmed.signed_on)}, {confirmed.get_method_display()}"
        facts.append((_("Confirmed by the participant"), text))
    return [{"label": label, "text": text} for label, text in facts]


def _sections(content, before):
    columns = [
        _column(_("Date"), DAY),
        _column(_("Time"), TIME),
        _column(_("Activity"), None),
        _column(_("Attendance"), STATE),
        _column(_("Hours"), HOURS, is_number=True),
    ]
    shown = table_of(content)
    rows = [_cells(row) for row in shown["rows"]]
    rows.append(["", "", _("Total"), "", shown["total"]])
    rows.append(["", "", _("Of which project time"), "", shown["project_total"]])
    intro = _(
        "Hours and minutes, without breaks. The month's project time is reported in whole hours, rounded down."
    )
    table = {"kind": "table", "title": "", "columns": columns, "groups": [], "rows": rows}
    yield {"heading": _("Attendance"), "intro": intro, "blocks": [table]}
    found = changes(before, content) if before else []
    if found:
        texts = [{"kind": "text", "text": row_text(change)} for change in found]
        yield {"heading": _("Changed since the version before"), "intro": "", "blocks": texts}


def _cells(row):
    activity = row["activity"]
    if not row["is_project_time"]:
        activity = _("%(activity)s (not project time)") % {"activity": activity}
    return [date_iso(row["day"]), row["time"], activity, row["state"], row["hours"]]


def _column(title, width, *, is_number=False):
    return {"title": title, "mm": width, "number": is_number}


def _statement(content):
    text = _("I, %(name)s, certify that I took part as stated above.") % {"name": content["name"]}
    return {"heading": _("Confirmation"), "intro": "", "blocks": [{"kind": "text", "text": text}]}


def _found_by(certificate):
    """Return the address at which a user finds the certificate of a signed paper again."""
    address = portal_address(reverse("certificates:find", args=[certificate.pk, certificate.mark]))
    text = _("For the project: the certificate is found again at this address.")
    path, side = qr_path(address)
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{path}"/></svg>'
    code = {"svg": drawn, "alt": _("The address as a QR code")}
    return {"code": code, "text": text, "address": address}


def _signatures(certificate):
    places = [_("Date and signature, participant")]
    if certificate.is_countersigned:
        places.append(_("Date, signature and name in clear, responsible for the attendance"))
    return places
