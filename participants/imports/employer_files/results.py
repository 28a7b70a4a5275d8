"""Rows of a saved list of employers in words."""

from django.utils.translation import gettext as _

from participants.employers.models import Contact, Employer, Workplace
from participants.imports.employer_files.recording import fact_text


class EmployerTexts:
    """Employers of rows, and what the rows added to them; read now, because details of contacts are not kept."""

    def __init__(self, rows, content, project):
        numbers = {row.number for row in rows}
        self.saved = {each.row: each for each in content.employers if each.row in numbers}
        employers = Employer.objects.in_project(project).select_related("project")
        self.employers = employers.in_bulk({each.employer for each in self.saved.values()})
        keys = [(sort, pk) for each in self.saved.values() for sort, pk, _is_new in each.items]
        places = Workplace.objects.filter(project=project).select_related("municipality")
        self.items = {
            "workplace": places.in_bulk([pk for sort, pk in keys if sort == "workplace"]),
            "contact": Contact.objects.filter(project=project).in_bulk(
                [pk for sort, pk in keys if sort == "contact"]
            ),
        }

    def employer(self, row):
        saved = self.saved.get(row.number)
        return self.employers.get(saved.employer) if saved else None

    def changes(self, row, written, headings):
        """Yield (column, old, new)."""
        saved = self.saved.get(row.number)
        for each in written:
            if each.column != "address":  # below, with its municipality
                old, new = (fact_text(each.column, value) for value in (each.old, each.new))
                yield headings[each.column], old or "–", new or "–"
        for sort, pk, is_new in saved.items if saved else ():
            item = self.items[sort].get(pk)
            name = item.shown_name if item else _("removed since")
            label = _("Workplace") if sort == "workplace" else _("Contact")
            yield label, "–" if is_new else _("other details"), name
