"""The look of forms, defined once: every form of the portal has a PortalHelper.

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

The template says `{% crispy form %}`. The markup stands in templates/bootstrap5/:
label above, hint, error, field, and an error summary on top that takes the focus.
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
    """Crispy's helper with the portal's habits.

    `fields` are layout objects or field names; none means every field in order.
    `submit` says what the button does. `cancel_url` is where to go instead.
    `mark_optional` puts "(optional)" after the label of a field that is not required.
    Other keywords become attributes of the form (`hx_get="…"` gives hx-get).
    """

    def __init__(self, *fields, submit="", cancel_url="", mark_optional=True, method="post", **attrs):
        super().__init__()
        self.form_method = method
        self.mark_optional = mark_optional
        self.submit_label = submit
        self.cancel_url = cancel_url
        # The server's messages are the only ones: the browser's own bubbles name no remedy.
        self.attrs = {"novalidate": True, **attrs}
        if fields:
            self.layout = Layout(*fields)


class Section(Fieldset):
    """A group of fields under a heading."""

    def __init__(self, legend, *fields, **kwargs):
        super().__init__(legend, *fields, css_class="form-section", **kwargs)


class Pair(Div):
    """Short fields that belong together, side by side where there is room."""

    css_class = "field-pair"


class Short(Div):
    """A field for a short value: a number, a code."""

    css_class = "field-short"


class ShowWhen(Div):
    """Fields that matter only while another field has one of the given values.

    `ShowWhen("status", "unemployed sick_listed", "since")`. Without JavaScript
    they are always shown, so the form must not rely on their being hidden.
    """

    def __init__(self, field, values, *fields, **kwargs):
        super().__init__(*fields, data_show_when=f"{field}={values}", **kwargs)


class DateInput(forms.DateInput):
    """A day typed as 2020-03-31; with JavaScript there is a calendar beside it."""

    def __init__(self, attrs=None):
        base = {
            "inputmode": "numeric",
            "autocomplete": "off",
            "maxlength": "10",
            "data-date": _("Choose a day"),
        }
        super().__init__(attrs={**base, **(attrs or {})}, format="%Y-%m-%d")


class DateField(forms.DateField):
    """A day as 2020-03-31 or 20200331, in every language."""

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
    """A chosen filter, in words, and the query string that takes it away."""

    text: str
    query: str


class FilterForm(forms.Form):
    """The filters above a list: sent by GET, works without JavaScript, chosen ones as chips.

    A subclass adds fields (none of them required) and `filter(queryset)`. What
    names a person is never searched for by this form: it would stand in the address.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(
            submit=_("Show"), method="get", mark_optional=False, role="search", aria_label=_("Choose rows")
        )
        self.helper.disable_csrf = True

    @property
    def values(self):
        """What was chosen and understood, by field; what was not understood is left out."""
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
            text = self._words(field, raw)
            yield Chip(
                format_lazy("{label}: {text}", label=field.label, text=text), self._query_without(name, raw)
            )

    def _query_without(self, name, raw):
        data = self.data.copy()
        data.setlist(name, [other for other in data.getlist(name) if other != raw])
        data.pop("page", None)
        return "?" + data.urlencode()

    @staticmethod
    def _words(field, raw):
        if isinstance(field, forms.BooleanField):
            return _("yes")
        choices = getattr(field, "choices", None) or []
        return {str(value): text for value, text in choices}.get(raw, raw)
