from django.utils.translation import gettext as _

from participants.imports.reading.unreadable import shown_of
from participants.imports.workbooks.cells import is_marked
from participants.register.actions import ActionRefused
from participants.register.rules.entry_rules import Problem
from reporting.statistics.scb_template.filling.file_names import file_name
from reporting.statistics.scb_template.filling.reading import outline
from reporting.statistics.scb_template.filling.sheet_xml import Unfit
from reporting.statistics.scb_template.models import ScbTemplate
from reporting.statistics.scb_template.proposing import EXAMPLES, changed_headings, filled_with, problems_of
from reporting.statistics.scb_template.stored_files import content_of


def period_row(owner):
    return {"period": owner.period_text, "url": owner.url("template"), **template_context(owner)}


def template_context(owner):
    used = owner.templates.filter(used_at__isnull=False).select_related("used_by").order_by("-version")[:20]
    own = next((each for each in used if not each.ended_at), None)
    in_force = ScbTemplate.objects.in_force(owner.project) if owner.project else own
    draft = owner.templates.draft()
    return {
        "template": in_force,
        "is_own": bool(own),
        "draft": draft,
        "draft_url": draft and owner.url("stored", draft.version),
        "versions": [(each, owner.url("stored", each.version)) for each in used],
    }


def draft_context(owner, draft):
    before = owner.templates.filter(used_at__isnull=False).order_by("-version").first()
    rows, problems = preview(draft)
    new, gone = changed_headings(draft, before) if before else ([], [])
    return {"draft": draft, "rows": rows, "problems": problems, "new": new, "gone": gone}


def preview(draft):
    """Return (three made-up rows as they will stand, what is missing before the draft is used)."""
    problems = list(problems_of(draft.columns))
    try:
        rows = filled_with(draft, content_of(draft), EXAMPLES)[1]
        return [[_shown(cell) for cell in row] for row in rows], problems
    except Unfit as error:
        return [], [*problems, error.text]
    except ActionRefused as error:
        return [], [*problems, *(each.message for each in error.problems)]


def _shown(cell):
    # A formula of the template has no result until the workbook is opened.
    return shown_of(cell) or (_("formula") if is_marked(cell) else "")


def missing_to_use(draft):
    return preview(draft)[1]


def sheets_of(draft):
    try:
        return outline(content_of(draft), sheet=draft.sheet, heading_row=draft.heading_row).sheets
    except (Unfit, ActionRefused):
        return (draft.sheet,)


def month_content(template, rows):
    try:
        return filled_with(template, content_of(template), rows)[0]
    except Unfit as error:
        text = _("The template can't be filled: %(reason)s Upload it again, or choose its columns anew.")
        raise ActionRefused([Problem("", text % {"reason": error.text})]) from error


def month_file_name(template, project, month):
    return file_name(template.file_name, month, project.display_name)
