"""Form layout: the crispy helper, layout objects and fields that every form of the portal uses.

class EntryForm(forms.Form):
    status = forms.ChoiceField(…)
    unemployed_since = DateField(label=_("Unemployed since"), required=False)

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(
            Section(_("At the start"), "status", ShowWhen("status", "unemployed", "unemployed_since")),
            submit=_("Register participant"),
            cancel_url=project.get_absolute_url(),
        )
"""

import re
from dataclasses import dataclass

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

DATE_SHAPE = re.compile(r"\d{4}(-?)\d{2}\1\d{2}")


class PortalHelper(FormHelper):
    """Crispy's form helper; its templates are in templates/bootstrap5/.

    Without `fields` (layout objects or names) every field is shown; other keywords become HTML attributes.
    """

    def __init__(
        self, *fields, submit="", then="", cancel_url="", mark_optional=True, method="post", **attrs
    ):
        super().__init__()
        self.form_method = method
        self.mark_optional = mark_optional
        self.submit_label = submit
        self.then_label = then  # a second button, which also sends `then=next`
        self.cancel_url = cancel_url
        # The browser's own validation messages do not say how to correct the value.
        self.attrs = {"novalidate": True, **attrs}
        if fields:
            self.layout = Layout(*fields)


class Section(Fieldset):
    def __init__(self, legend, *fields, **kwargs):
        super().__init__(legend, *fields, css_class="form-section", **kwargs)


class Pair(Div):  # short fields next to each other
    css_class = "field-pair"


class Short(Div):  # a number, a code
    css_class = "field-short"


class ShowWhen(Div):
    """Fields shown only for some values of another: `ShowWhen("status", "unemployed sick_listed", "since")`."""

    # Without JavaScript the fields are always shown, so the form must accept values in them.
    def __init__(self, field, values, *fields, **kwargs):
        super().__init__(*fields, data_show_when=f"{field}={values}", **kwargs)


class DateInput(forms.DateInput):
    def __init__(self, attrs=None):
        base = {
            "inputmode": "numeric",
            "autocomplete": "off",
            "maxlength": "10",
            "data-date": _("Choose a day"),
        }
        super().__init__(attrs={**base, **(attrs or {})}, format="%Y-%m-%d")


class DateField(forms.DateField):
    # 2020-03-31 or 20200331 in every language. (With JavaScript there is a calendar too.)
    widget = DateInput
    default_error_messages = {
        "invalid": _("Write the date as year-month-day, for example 2020-03-31."),
        "no_such_day": _("There is no such day. Check the month and the day."),
    }

    def __init__(self, **kwargs):
        super().__init__(input_formats=["%Y-%m-%d", "%Y%m%d"], **kwargs)

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            if DATE_SHAPE.fullmatch(value.strip()):
                raise ValidationError(self.error_messages["no_such_day"], code="no_such_day") from None
            raise


@dataclass(frozen=True)
class Chip:
    text: str
    query: str  # of the link that removes the filter


class FilterForm(forms.Form):
    """The filters above a list, sent by GET. Subclasses add optional fields and `filter(queryset)`."""

    # No field for a person's name or number: the values are in the URL, and URLs are logged.
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(
            submit=_("Show"), method="get", mark_optional=False, role="search", aria_label=_("Choose rows")
        )
        self.helper.disable_csrf = True

    @property
    def values(self):
        """Return {field: value} of the chosen filters, without the invalid ones."""
        self.is_valid()
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value is not False and value not in (None, "", [])
        }

    def chips(self):
        return [chip for name in self.values for chip in self._chips_of(name)]

    def _chips_of(self, name):
        field = self.fields[name]
        if field.widget.is_hidden:
            return
        for raw in self.data.getlist(name):
            text = self._choice_text(field, raw)
            yield Chip(
                format_lazy("{label}: {text}", label=field.label, text=text), self._query_without(name, raw)
            )

    def _query_without(self, name, raw):
        data = self.data.copy()
        data.setlist(name, [other for other in data.getlist(name) if other != raw])
        data.pop("page", None)
        return "?" + data.urlencode()

    @staticmethod
    def _choice_text(field, raw):
        if isinstance(field, forms.BooleanField):
            return _("yes")
        choices = getattr(field, "choices", None) or []
        return {str(value): text for value, text in choices}.get(raw, raw)
