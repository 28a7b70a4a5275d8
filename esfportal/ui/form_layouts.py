"""Form layout: the crispy helper, layout objects and fields that every form of the portal uses."""

# class EntryForm(forms.Form):
#     status = forms.ChoiceField(…)
#     unemployed_since = DateField(label=_("Unemployed since"), required=False)
#
#     def __init__(self, *args, project, **kwargs):
#         super().__init__(*args, **kwargs)
#         self.helper = PortalHelper(
#             Section(_("At the start"), "status", ShowWhen("status", "unemployed", "unemployed_since")),
#             submit=_("Register participant"),
#             cancel_url=project.get_absolute_url(),
#         )

import re
import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.template.loader import get_template, render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from esfportal.security import kept_forms
from esfportal.ui.plain_text import NOTHING, character_name, tidy, unseen_character
from esfportal.ui.typed_dates import NoSuchDay, parse_date


class PortalHelper(FormHelper):
    """Crispy's form helper; without `fields` (layout objects or names) every field is shown."""

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
        # Crispy calls render_layout, below, only for a helper with a layout.
        self.layout = Layout(*fields) if fields else Layout(Nothing())
        self.render_unmentioned_fields = not fields

    def render_layout(self, form, context, template_pack=TEMPLATE_PACK):
        # A browser cuts what is pasted at maxlength without a word; the form says it instead.
        for field in form.fields.values():
            field.widget.attrs.pop("maxlength", None)
        mark_languages(form.fields)
        name_empty_choices(form.fields)
        kept_html = self._restore_kept(form, context)
        html = super().render_layout(form, context, template_pack)
        # A form that changes something carries its version (accounts/audit/versions.py).
        version_html = getattr(form, "version_html", None)
        # A form that makes something carries a number (esfportal/security/single_use.py).
        number_html = getattr(form, "number_html", None)
        hidden = format_html_join("", "{}", ([each()] for each in (version_html, number_html) if each))
        return format_html("{}{}{}", kept_html, hidden, html)

    def _restore_kept(self, form, context):
        request = context.get("request")
        if request is None or self.form_method != "post" or not self.form_tag:
            return ""
        html = kept_html(request, form)
        context["is_bound"] = form.is_bound
        return html


def kept_html(request, form):
    """Fill the form in with what was typed before the session was lost; return the owner's hidden field."""
    is_restored = kept_forms.restore(request, form)
    owner = kept_forms.owner_token(request, form)
    return render_to_string("components/kept_form.html", {"owner": owner, "is_restored": is_restored})


class FilterHelper(PortalHelper):
    """The helper of filters: what it shows of fields without a chosen value is composed once in each process."""

    # All that decides the HTML is in the key, so it is the same for all users. Chosen values are never kept.
    MOST_KEPT = 500
    _kept: ClassVar[dict] = {}

    def render_layout(self, form, context, template_pack=TEMPLATE_PACK):
        if form.initial or any(name in form.data for name in form.fields):
            return super().render_layout(form, context, template_pack)
        key = (
            *(type(form), get_language(), template_pack, form.is_bound),
            *(form.auto_id, form.prefix, form.use_required_attribute),
            *(_shown(name, field) for name, field in form.fields.items()),
        )
        html = self._kept.get(key)
        if html is None:
            html = super().render_layout(form, context, template_pack)
            if len(self._kept) >= self.MOST_KEPT:
                self._kept.clear()
            self._kept[key] = html
        return html


def _shown(name, field):
    """Return all that is shown of a field without a value."""
    texts = (str(field.label), str(field.help_text), str(field.initial))
    attributes = tuple((key, str(value)) for key, value in field.widget.attrs.items())
    choices = tuple((str(value), str(text)) for value, text in getattr(field, "choices", ()))
    return name, type(field.widget), field.required, texts, attributes, choices


def mark_languages(fields):
    """Say of each text that is written in both languages in which a field has it, for screen readers."""
    for name, field in fields.items():
        if f"{name}_en" in fields:
            field.widget.attrs.setdefault("lang", "sv")
            fields[f"{name}_en"].widget.attrs.setdefault("lang", "en")


def name_empty_choices(fields):
    """Name the empty choice of each select: "Choose" where one is needed, "not stated" where none is."""
    for field in fields.values():
        text = _("Choose") if field.required else _("not stated")
        # Identity, because a name that a form gives may read the same in the language.
        if isinstance(field, forms.ModelChoiceField):
            if field.empty_label is BLANK_CHOICE_LABEL:
                field.empty_label = text
        elif isinstance(field.widget, forms.Select):
            field.widget.choices = [
                (value, text if label is BLANK_CHOICE_LABEL else label)
                for value, label in field.widget.choices
            ]


class Nothing:
    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        return ""


class Include:
    """A template with the context of the page."""

    # Crispy's HTML would compile its text anew in every request.
    def __init__(self, template):
        self.template = template

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        return get_template(self.template).template.render(context)


class Section(Fieldset):
    def __init__(self, legend, *fields, **kwargs):
        super().__init__(legend, *fields, css_class="form-section", **kwargs)

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        # Crispy's own would compile the legend as a template in every request.
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        shown = {"fieldset": self, "legend": conditional_escape(self.legend), "fields": fields}
        return render_to_string(self.get_template_name(template_pack), shown)


class Pair(Div):  # short fields next to each other
    css_class = "field-pair"


class Short(Div):  # a number, a code
    css_class = "field-short"


class ShowWhen(Div):
    """Fields shown only for some values of another: `ShowWhen("status", "unemployed sick_listed", "since")`."""

    # Without JavaScript the fields are always shown, so the form must accept values in them.
    def __init__(self, field, values, *fields, **kwargs):
        note = Include("components/only_when.html")
        super().__init__(note, *fields, data_show_when=f"{field}={values}", **kwargs)


class DateInput(forms.DateInput):
    def __init__(self, attrs=None):
        base = {
            "autocomplete": "off",
            "data-date": _("Choose a day"),
        }
        super().__init__(attrs={**base, **(attrs or {})}, format="%Y-%m-%d")


class DateField(forms.DateField):
    # As people write dates in Swedish and English. (With JavaScript there is a calendar too.)
    widget = DateInput
    default_error_messages = {
        "invalid": _("Write the date as year-month-day, for example 2020-03-31."),
        "no_such_day": _("There is no such day. Check the month and the day."),
    }

    def __init__(self, *, offers_today=False, **kwargs):
        super().__init__(**kwargs)
        if offers_today:
            self.widget.attrs["data-today"] = _("Today")

    def to_python(self, value):
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        try:
            day = parse_date(value)
        except NoSuchDay:
            raise ValidationError(self.error_messages["no_such_day"], code="no_such_day") from None
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class TimeField(forms.TimeField):
    default_error_messages = {"invalid": _("Write the time as hours and minutes, for example 09:30.")}
    formats = ("%H:%M", "%H.%M", "%H", "%H%M")  # the last would read 12 as two minutes past one

    def __init__(self, **kwargs):
        attrs = {"autocomplete": "off", "inputmode": "numeric"}
        widget = forms.TimeInput(format="%H:%M", attrs=attrs)
        super().__init__(input_formats=self.formats, widget=widget, **kwargs)


class TextField(forms.CharField):
    """A text in one line: composed letters, single spaces, no characters that cannot be seen."""

    default_error_messages = {
        "unseen": _(
            "The text has a character that can't be seen (%(character)s). Delete the text and write it again."
        )
    }

    def to_python(self, value):
        value = tidy(super().to_python(value))
        if character := unseen_character(value):
            names = {"character": character_name(character)}
            raise ValidationError(self.error_messages["unseen"], code="unseen", params=names)
        return value


class LongTextField(forms.CharField):
    """A text in lines: composed letters, no characters that can't be seen, not more than two line breaks on end."""

    widget = forms.Textarea
    default_error_messages = TextField.default_error_messages

    def to_python(self, value):
        text = unicodedata.normalize("NFC", super().to_python(value)).translate(NOTHING)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if character := unseen_character(text):
            names = {"character": character_name(character)}
            raise ValidationError(self.error_messages["unseen"], code="unseen", params=names)
        return re.sub(r"\n{3,}", "\n\n", text).strip()


@dataclass(frozen=True)
class Chip:
    text: str
    query: str  # of the link that removes the filter


class SortField(forms.ChoiceField):
    """The column that a list is sorted by, `-` for descending; set by the links in the table's head."""

    widget = forms.HiddenInput

    def __init__(self, columns):
        orders = [order for column in columns for order in (column, f"-{column}")]
        super().__init__(choices=[(order, order) for order in orders], required=False)


class FilterForm(forms.Form):
    """The filters above a list, sent by GET. Subclasses add optional fields and `filter(queryset)`."""

    default_order = ""  # of a list with a SortField `sort`

    # No field for a person's name or number: the values are in the URL, and URLs are logged.
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FilterHelper(
            submit=_("Show"), method="get", mark_optional=False, role="search", aria_label=_("Choose rows")
        )
        self.helper.disable_csrf = True

    @property
    def values(self):
        self.is_valid()
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value is not False and value not in (None, "", [])
        }

    @property
    def order(self):
        return self.values.get("sort", self.default_order)

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
