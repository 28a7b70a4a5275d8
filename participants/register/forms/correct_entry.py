"""Form for correcting the entry record."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.versions import VersionedForm
from esfportal.ui.form_layouts import PortalHelper, TextField
from participants.register.forms import layouts
from participants.register.forms.confirmation import CorrectingForm
from participants.register.forms.entry import RecordForm
from participants.register.forms.fields import add_problems
from participants.register.rules import entry_rules
from participants.register.rules.warnings import entry_warnings


class EntryForm(VersionedForm, CorrectingForm, RecordForm):
    """Corrections of the names and the entry record; dates belong to the spells."""

    field_order = ("given_name", "family_name")

    given_name = TextField(label=_("Given name"), max_length=100)
    family_name = TextField(label=_("Family name"), max_length=100)

    def __init__(self, *args, participation, entry_date, cancel_url, **kwargs):
        initial = {name: getattr(participation, name, None) for name in self.base_fields}
        super().__init__(
            *args, project=participation.project, entry_date=entry_date, initial=initial, **kwargs
        )
        self.instance = self.participation = participation
        self.entry_date = entry_date
        self.helper = PortalHelper(
            *layouts.correction(self),
            submit=_("Save corrections"),
            cancel_url=cancel_url,
            mark_optional=False,
            autocomplete="off",
        )

    def clean(self):
        self._clean_conditional()
        problems = entry_rules.entry_problems(
            {**self.cleaned_data, "entry_date": self.entry_date},
            project=self.project,
            today=timezone.localdate(),
        )
        add_problems(self, [problem for problem in problems if problem.field in self.fields])
        self._clean_ground()
        self.check_reason()
        self.ask_about_warnings()

    def find_warnings(self):
        return entry_warnings({**self.target_group_answers(), **self.cleaned_data}, project=self.project)

    def target_group_answers(self):
        person = self.participation.person
        return {
            **(self.cleaned_data if self.is_bound else self.initial),
            "entry_date": self.entry_date,
            "birth_date": person.birth_date,
            "sex": person.sex,
        }
