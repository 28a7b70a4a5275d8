"""Sections of the extract in words, for its PDF and the participant's own page."""

from itertools import groupby

from django.utils.translation import gettext as _

NOTE_COLUMNS = ("recorded_by", "reason", "warnings")
WIDTHS = {"when": 31, "who": 34, "answer": 72}


def sections_of(content):
    """Return [{"heading", "intro", "blocks"}] of the content, without empty ones; a block is a table or a text."""
    return [section for section in _sections(content) if section["blocks"]]


def _sections(content):
    yield _section(_("Who you are in the register"), "", _answers(content["person"]))
    if content["former_numbers"]:
        yield _section(_("Former numbers"), "", *_each(content["former_numbers"], _("Former number")))
    if content["merges"]:
        yield _section(_("Records that were merged"), "", *_merged_records(content))
    yield _section(
        _("What was written when you started"),
        _("A dash means that nothing is written."),
        _answers(content["participation"]),
    )
    yield _section(_("Your periods in the project"), "", *_each(content["spells"], _("Period")))
    yield _section(
        _("What it led to"),
        _("Including what has been corrected or withdrawn since."),
        *_each(content["outcomes"], _("Event")),
        *_each(content["placements"], _("Placement"), is_titled=True),
        *_each(content["employers_of_outcomes"], _("Employer of an outcome"), is_titled=True),
    )
    yield from _planned(content)
    yield _section(
        _("Papers that show it"),
        _("The files themselves are in the extract as ZIP."),
        *_each(content["proof"], _("Paper"), is_titled=True),
        *_each(content["proof_facts"], _("Review"), is_titled=True),
    )
    yield _section(
        _("Who may open your protected record, and who has"),
        "",
        *_each(content["authorised_case_workers"], _("Authorised case worker"), is_titled=True),
        *_each(content["record_accesses"], _("Opening"), is_titled=True),
    )
    yield from _counted(content)
    yield _section(
        _("What was written and changed"),
        "",
        *_changes(content),
        *_notes(content),
        *_each(content["handovers"], _("Hand-over"), is_titled=True),
        *_each(content["postponements"], _("Put off"), is_titled=True),
        *_each(content["extract_requests"], _("Request for an extract"), is_titled=True),
        *_audit_entries(content),
    )
    yield _section(_("Who has viewed your data"), "", *_readers(content))
    for part in content["texts"]:
        yield _section(part["heading"], "", *[{"kind": "text", "text": text} for text in part["paragraphs"]])


def _counted(content):
    yield _section(
        _("Reports that you are counted in"), _("As one of a number, without your name."), *_reports(content)
    )
    yield _section(
        _("Random samples"),
        _("What auditors found when your record, or your hours, were drawn under a code."),
        *_each(content["sample_items"], _("Item"), is_titled=True),
    )


def _planned(content):
    yield _section(
        _("What you took part in"),
        _("Activities, and attendance at each session."),
        *_each(content["enrolments"], _("Enrolment"), is_titled=True),
        *_each(content["attendance"], _("Attendance"), is_titled=True),
        *_each(content["week_sheets"], _("Week sheet"), is_titled=True),
        *_each(content["certificates"], _("Certificate of attendance"), is_titled=True),
        *_each(content["certificate_steps"], _("Step of a certificate"), is_titled=True),
        *_each(content["booked_hours"], _("Line of a booking of hours"), is_titled=True),
    )
    yield _section(
        _("What was prepared for Statistics Sweden (SCB)"),
        _("Your rows in the monthly files. A file that has a day at Sent was sent."),
        *_each(content["monthly_files"], _("Row of a monthly file")),
    )
    yield _section(
        _("Surveys"),
        _("What you answered anonymously is not here: nothing tells which answers are yours."),
        *_each(content["survey_links"], _("Link to a survey"), is_titled=True),
        *_each(content["survey_answers"], _("Your answers"), is_titled=True),
    )
    details = _each(content["contact_details"], _("Contact details"), is_titled=True)
    yield _section(_("How the project reaches you"), "", *details)
    yield _section(_("Your benefits"), "", *_each(content["benefits"], _("Benefit"), is_titled=True))
    yield _section(
        _("What is planned with you"),
        "",
        *_each(content["plans"], _("Plan"), is_titled=True),
        *_each(content["steps"], _("Step or meeting"), is_titled=True),
    )
    yield _section(
        _("Your measurements"), "", *_each(content["measurements"], _("Measurement"), is_titled=True)
    )
    yield _section(
        _("What you were told and agreed to"),
        _("The last entry about a subject holds."),
        *_each(content["information_and_consents"], _("Entry")),
    )
    yield _section(_("Notes about you"), "", *_each(content["notes"], _("Note"), is_titled=True))


def _section(heading, intro, *blocks):
    return {"heading": heading, "intro": intro, "blocks": [block for block in blocks if block]}


def _answers(facts, title=""):
    rows = [[fact["label"], fact["text"]] for fact in facts]
    return _table(title, [(_("What"), None), (_("Data"), WIDTHS["answer"])], rows)


def _each(rows, name, *, is_titled=False):
    for number, facts in enumerate(rows, 1):
        # A single row needs a title only when tables of other kinds are in the section.
        single_title = name if is_titled else ""
        yield _answers(facts, f"{name} {number}" if len(rows) > 1 else single_title)


def _merged_records(content):
    yield from _each(content["merges"], _("Merge"), is_titled=True)
    for number, record in enumerate(content["merged_records"], 1):
        title = _("Record %(number)s") % {"number": number}
        yield _answers(record["person"], f"{title}: {_('Person')}")
        yield from _each(record["former_numbers"], f"{title}: {_('Former number')}", is_titled=True)
        yield _answers(record["participation"], f"{title}: {_('At the start')}")
        yield from _each(record["spells"], f"{title}: {_('Period')}", is_titled=True)
        yield from _each(record["outcomes"], f"{title}: {_('Event')}", is_titled=True)


def _reports(content):
    rows = [[f"{report['starts_on']} – {report['ends_on']}"] for report in content["reports"]]
    yield _table("", [(_("Period"), None)], rows)


def _changes(content):
    rows = [
        [minute(change["at"]), {"text": change["by"], "note": change["how"]}, ". ".join(change["actions"])]
        for change in content["changes"]
    ]
    heads = [(_("When"), WIDTHS["when"]), (_("Who"), 48), (_("What"), None)]
    yield _table(_("Changes"), heads, rows)


def _notes(content):
    notes = [{fact["field"]: fact for fact in facts} for facts in content["change_notes"]]
    rows = [
        [minute(note["recorded_at"]["value"]), *(note[name]["text"] for name in NOTE_COLUMNS)]
        for note in notes
    ]
    heads = [(_("When"), WIDTHS["when"]), (_("Who"), 48), (_("Reason"), None), (_("Confirmed warnings"), 48)]
    yield _table(_("Why it was changed"), heads, rows)


def _audit_entries(content):
    rows = [
        [minute(entry["at"]), entry["by"], entry["text"], entry["details_text"] or "–"]
        for entry in content["audit_log"]
    ]
    heads = [(_("When"), WIDTHS["when"]), (_("Who"), WIDTHS["who"]), (_("Action"), 44), (_("Details"), None)]
    yield _table(_("The portal's audit log"), heads, rows)


def _readers(content):
    yield readers_table(content["readers"])


def readers_table(readers):
    rows = [
        [
            minute(entry["at"]),
            {"text": entry["by"], "note": entry["role"]},
            _times(entry["kind_text"], times),
            entry["purpose"],
        ]
        for entry, times in _merged_entries(readers)
    ]
    heads = [(_("When"), WIDTHS["when"]), (_("Who"), 48), (_("In what way"), 40), (_("Purpose"), None)]
    return _table("", heads, rows)


def _merged_entries(readers):
    """Yield (first entry, count) for consecutive entries that are equal in print."""
    # A list that was viewed page by page is one line in the PDF; the JSON has every entry.
    for _same, run in groupby(readers, key=_printed_key):
        first, *more = run
        yield first, 1 + len(more)


def _printed_key(entry):
    day = entry["at"][:10] if entry["kind"] == "listed" else entry["at"]
    return day, entry["by"], entry["role"], entry["kind"], entry["purpose"]


def _times(text, times):
    return text if times == 1 else _("%(what)s, %(times)s times") % {"what": text, "times": times}


def _table(title, heads, rows):
    if not rows:
        return None
    columns = [{"title": head, "mm": width, "number": False} for head, width in heads]
    return {"kind": "table", "title": title, "columns": columns, "groups": [], "rows": rows}


def minute(value):
    # 2026-11-22T10:15:30+01:00 becomes 2026-11-22 10:15.
    return value[:16].replace("T", " ")
