"""The certificate of participation as PDF, with the programme period's words and emblem."""

import hashlib
import json

from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from esfportal.pdf.emblem import mark
from esfportal.pdf.typst_file import clean_texts, compile_pdf
from esfportal.ui.formats import date_text, number, period
from participants.attendance.hours import STEPS
from participants.attendance.models import Activity
from projects import overview

KIND, DAYS, SESSIONS, HOURS = 30, 56, 22, 18  # millimetres


def render(participation, summary, *, contents, language):
    """Return (PDF, checksum of what it says)."""
    with translation.override(language):
        described = clean_texts(_content(participation, summary, contents, language))
        digest = hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()
        described["made"] = _("Checksum %(digest)s") % {"digest": digest[:16]}
        return compile_pdf(described, timezone.now().replace(microsecond=0)), digest


def hours_of(minutes):
    """Return whole hours, rounded down."""
    return minutes // STEPS["whole"]


def activity_rows(summary):
    """Return the activities as texts: (name, kind, days, sessions, hours)."""
    return [
        (
            line.name,
            capfirst(str(Activity.Kind(line.kind).label)),
            period(line.first, line.last),
            number(line.sessions),
            number(hours_of(line.minutes)),
        )
        for line in summary.lines
    ]


def _content(participation, summary, contents, language):
    project = participation.project
    owner = overview.owner(project)
    return {
        "language": language,
        "title": _("Certificate of participation"),
        "project": project.display_name,
        "author": owner or project.display_name,
        "made": "",
        "mark": mark(project.programme_period),
        "facts": _facts(participation, summary, owner),
        "sections": [*_activities(summary), *_contents(contents)],
        "labels": {"page": _("Page"), "of": pgettext("page", "of")},
        "signatures": [_("Date, signature and name in clear, for the project")],
    }


def _facts(participation, summary, owner):
    born = participation.person.birth_date
    hours = hours_of(summary.minutes)
    hours_text = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": number(hours)}
    facts = [
        (_("Name"), participation.full_name),
        (_("Born"), date_text(born) if born else "–"),
        (_("Project"), participation.project.display_name),
        (_("Case number"), participation.project.case_number or "–"),
        (_("Run by"), owner or "–"),
        *((_("Took part"), period(entry, left)) for entry, left in summary.periods),
        *(
            [(_("Hours in all"), hours_text)] if summary.lines else []
        ),  # none recorded: nothing is said of them
        (_("Written on"), date_text(timezone.localdate())),
    ]
    return [{"label": label, "text": text} for label, text in facts]


def _activities(summary):
    if not summary.lines:
        return
    titles = (
        (_("Activity"), None, False),
        (_("Kind"), KIND, False),
        (_("Days"), DAYS, False),
        (_("Sessions"), SESSIONS, True),
        (_("Hours"), HOURS, True),
    )
    columns = [{"title": title, "mm": width, "number": is_number} for title, width, is_number in titles]
    rows = [list(row) for row in activity_rows(summary)]
    table = {"kind": "table", "title": "", "columns": columns, "groups": [], "rows": rows}
    yield {"heading": _("Activities"), "intro": _("Whole hours, without breaks."), "blocks": [table]}


def _contents(contents):
    paragraphs = [line.strip() for line in contents.splitlines() if line.strip()]
    if paragraphs:
        blocks = [{"kind": "text", "text": line} for line in paragraphs]
        yield {"heading": _("Contents"), "intro": "", "blocks": blocks}
