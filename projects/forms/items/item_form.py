from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.audit.versions import VersionedForm
from accounts.models import Organisation
from esfportal.database.swedish_order import swedish_order
from esfportal.ui.form_layouts import PortalHelper
from esfportal.ui.formats import date_text
from projects.models import Municipality


class ProjectItemForm(VersionedForm, forms.ModelForm):
    """The base of the forms for project items (see projects/item_types.py)."""

    layout = ()
    code_from = None  # the field that a code is made from when the user writes none

    def __init__(self, *args, submit, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(*(self.layout or self.fields), submit=submit, cancel_url=cancel_url)
        self.limit_choices()

    @property
    def project(self):
        return self.instance.project

    @property
    def related(self):
        return {}  # {field: organisations} of many-to-many fields, which the action saves

    def limit_choices(self):
        if "sub_project" in self.fields:
            self.fields["sub_project"].queryset = self.project.sub_projects.all()
        if "municipality" in self.fields:
            self.fields["municipality"].queryset = Municipality.objects.order_by(swedish_order("name"))
        if "organisation" in self.fields:
            self.fields["organisation"].queryset = Organisation.objects.order_by(swedish_order("name"))

    def clean(self):
        given = super().clean()
        first, last = self.project.starts_on, self.project.ends_on
        for name in ("starts_on", "ends_on"):
            day = (given or self.cleaned_data).get(name)
            if day and first and day < first:
                text = _("The day is before the project's start, %(day)s.")
                self.add_error(name, text % {"day": date_text(first)})
            elif day and last and day > last:
                text = _("The day is after the project's end, %(day)s.")
                self.add_error(name, text % {"day": date_text(last)})
        return given

    def clean_code(self):
        code = self.cleaned_data.get("code")
        return code or self.free_code(slugify(self.data.get(self.add_prefix(self.code_from), "")))

    def free_code(self, wanted):
        """Return the wanted code, numbered if another item of the project has it."""
        wanted = wanted[:36] or "1"  # leaves room for the number in the field's 40 characters
        others = self._meta.model.objects.filter(project=self.project).exclude(pk=self.instance.pk)
        taken = set(others.values_list("code", flat=True))
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return next(code for code in (wanted, *numbered) if code not in taken)

    def _get_validation_exclusions(self):
        # The project is not a field of the form, but uniqueness within the project is checked.
        return super()._get_validation_exclusions() - {"project"}


class GeneratedCodeForm(ProjectItemForm):
    """A form without a field for the code. Its subclasses have `wanted_code()`, the code if it is free."""

    def _post_clean(self):
        # Only here has Django filled the instance from the cleaned fields.
        super()._post_clean()
        if not self.instance.code and not self.errors:
            self.instance.code = self.free_code(self.wanted_code())
