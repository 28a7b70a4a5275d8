from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from esfportal.ui.form_layouts import PortalHelper
from participants.imports.headings.shape import NOT_READ
from participants.imports.reading.columns import FORMATS


class HeadingRowForm(RowVersionForm):
    """Choice of the row that has the headings."""

    row = forms.TypedChoiceField(label=_("The headings stand in"), coerce=int)

    def __init__(self, *args, draft, problems, action="", **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (draft,)
        self.fields["row"].choices = [
            (number, gettext("row %(row)s: %(headings)s") % {"row": number, "headings": headings})
            for number, headings in problems.heading_rows
        ]
        self.fields["row"].initial = problems.header_row
        self.helper = PortalHelper(submit=_("Read the headings in this row"), mark_optional=False)
        self.helper.form_action = action


class HeadingsForm(RowVersionForm):
    """Unknown headings of a file, each with the column that it is."""

    def __init__(self, *args, draft, headings, action="", **kwargs):
        super().__init__(*args, **kwargs)
        self.rows, self.headings, kind = (draft,), headings, draft.kind
        near, columns = FORMATS[kind].heading_near, FORMATS[kind]
        choices = [("", _("not chosen")), (NOT_READ, _("The column is not read"))]
        choices += sorted(((each.name, each.heading) for each in columns.columns), key=lambda each: each[1])
        for position, heading in enumerate(headings):
            proposed = columns.by_heading[near(heading)].name if near(heading) else ""
            self.fields[f"heading_{position}"] = forms.ChoiceField(
                label=gettext("The column “%(heading)s” is") % {"heading": heading},
                choices=choices,
                required=False,
                initial=proposed,
            )
        self.helper = PortalHelper(submit=_("Read these columns"), mark_optional=False)
        self.helper.form_action = action

    def clean(self):
        chosen = [column for column in self.columns().values() if column != NOT_READ]
        if len(chosen) != len(set(chosen)):
            raise ValidationError(gettext("Choose each column once."))
        if not self.columns():
            raise ValidationError(gettext("Choose what at least one of the columns is."))

    def columns(self):
        # {heading: column} of the headings that were answered
        given = {heading: self.cleaned_data.get(f"heading_{n}") for n, heading in enumerate(self.headings)}
        return {heading: column for heading, column in given.items() if column}
