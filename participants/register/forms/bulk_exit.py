"""Form that ends the participation of several people at once."""

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from esfportal.ui import formats
from esfportal.ui.form_layouts import DateField, PortalHelper, Short
from esfportal.ui.plain_text import isolated
from participants.register.forms.confirmation import WARNINGS, ConfirmingForm
from participants.register.forms.situation import SituationForm
from participants.register.labels import EXIT_REASONS
from participants.register.models import Moment
from participants.register.rules import warnings
from participants.register.rules.warnings import RuleWarning


class BulkExitForm(SituationForm, ConfirmingForm):
    moments = (Moment.EXIT,)
    # A person's value is the open spell with its start: the version that the user has seen.
    people = forms.MultipleChoiceField(
        label=_("Who leaves"),
        widget=forms.CheckboxSelectMultiple(attrs={"data-all": _("Choose all")}),
        error_messages={
            "required": _("Choose at least one person."),
            "invalid_choice": _("Somebody's period was changed after the page was opened. Choose again."),
        },
    )
    exit_date = DateField(
        label=_("End date"),
        offers_today=True,
        help_text=_("The last day in the project, for all of them."),
        error_messages={"required": _("State the day the participants left.")},
    )
    exit_reason = forms.ChoiceField(
        label=_("Reason for leaving"),
        widget=forms.RadioSelect,
        error_messages={"required": _("State why the participants left.")},
    )

    def __init__(self, *args, project, spells, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.project = project
        self.fields["exit_reason"].choices = EXIT_REASONS[project.programme_period]
        self.spells = {f"{spell.pk}:{spell.entry_date.isoformat()}": spell for spell in spells}
        self.add_situations()
        self.fields["work_at_exit"].help_text = _("Leave empty what is not the same for all of them.")
        self.fields["people"].choices = [(key, spell_choice(spell)) for key, spell in self.spells.items()]
        self.helper = PortalHelper(
            "people",
            Short("exit_date"),
            "exit_reason",
            *self.situation_sections(),
            WARNINGS,
            submit=_("Record the ends"),
            cancel_url=cancel_url,
            mark_optional=False,
        )

    @property
    def chosen(self):
        return [self.spells[key] for key in self.cleaned_data.get("people", [])]

    def find_warnings(self):
        # The number is asked about: one click ends many periods.
        count = len(self.chosen)
        text = ngettext(
            "The end is recorded for %(count)s person.", "The end is recorded for %(count)s people.", count
        )
        found = warnings.exit_warnings(self.cleaned_data.get("exit_date"), project=self.project)
        if count:
            found.append(RuleWarning(f"bulk-{count}", "people", text % {"count": count}))
        return found

    def values(self):
        return {name: value for name, value in super().values().items() if name != "people"}

    def clean(self):
        self.clean_situations()
        self.ask_about_warnings()


def spell_choice(spell):
    """Return "Åsa Öberg, born 1994, started 1 March 2018, Kalmar"."""
    # The year tells two people of one name apart.
    born = spell.participation.person.birth_date
    about = {"name": isolated(spell.participation.shown_name), "date": formats.date_text(spell.entry_date)}
    about["born"] = born.year if born else gettext("unknown")
    place = [spell.municipality.name, spell.intervention.display_name if spell.intervention else ""]
    text = gettext("%(name)s, born %(born)s, started %(date)s") % about
    return f"{text}, {', '.join(filter(None, place))}"
