"""The form of a report's texts: all of them, or those of one section when the page saves by itself."""

from crispy_forms.utils import render_field
from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.versions import VERSION, VersionedForm, latest_event
from esfportal.ui.form_layouts import LongTextField, PortalHelper
from esfportal.ui.formats import moment
from reporting.reports.life.forms import CommentField
from reporting.reports.models import ReportText
from reporting.reports.texts.actions import Answer


class CommentForm(forms.Form):
    """A colleague's comment on one of the texts."""

    section = forms.ChoiceField(label=_("Section"))
    comment = CommentField(label=_("Your comment"), required=True, max_length=2000)

    def __init__(self, data=None, *, texts, chosen):
        """chosen: the query of the address, which names the section that is chosen first."""
        super().__init__(data, initial={"section": chosen.get("section")})
        self.fields["section"].choices = [(text.section.key, text.section.heading) for text in texts]
        self.helper = PortalHelper("section", "comment", submit=_("Comment"), mark_optional=False)


class SectionFields:
    """Layout object: the fields of a section, with its figures and its state."""

    def __init__(self, text):
        self.text = text
        name = "attachments/_section" if text.asks_for_files else "texts/_section"
        self.template = f"reporting/reports/{name}.html"

    def render(self, form, context, template_pack="bootstrap5", **kwargs):
        section = form.section_context(self.text)
        html = [render_field(field.name, form, context) for field in section["fields"]]
        return render_to_string(self.template, {**context.flatten(), **section, "fields_html": html})


class WriteForm(VersionedForm):
    def __init__(self, data=None, *, texts, comments=None, colleagues=None, attachments=()):
        """comments, colleagues: the funder's on the version before, and colleagues', by the section's key."""
        self.texts = list(texts)
        self.attachments = attachments
        self.comments, self.colleagues = comments or {}, colleagues or {}
        super().__init__(data and _with_one_version(data))
        for text in self.texts:
            self._add_fields(text)
        self.unversioned = (*self.unversioned, *map(_confirmed, self.texts))
        self.helper = PortalHelper(
            *map(SectionFields, self.texts), submit=_("Save all the texts"), mark_optional=False
        )
        self.helper.form_show_labels = False  # the section's heading is there to see

    def _add_fields(self, text):
        section = text.section
        key = section.key
        if text.asks_for_files:
            return
        if text.asks_yes_or_no:
            self.fields[_yes_no(text)] = forms.ChoiceField(
                label=section.heading,
                help_text=section.help_text,
                choices=ReportText.YesNo,
                widget=forms.RadioSelect,
                required=False,
            )
            self.initial[_yes_no(text)] = text.yes_no
        self.fields[key] = LongTextField(
            label=section.heading,
            help_text="" if text.asks_yes_or_no else section.help_text,
            max_length=section.max_length,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4 if text.asks_yes_or_no else 7}),
        )
        self.initial[key] = text.text
        if text.copied_from_id:
            self.fields[_confirmed(text)] = forms.BooleanField(
                label=_("The copied text still holds"),
                required=False,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )

    def version_html(self):
        return ""  # each section has its own, so that it can be saved alone

    @property
    def asks_to_choose(self):
        """Return True if the page has asked between the stored and the typed text of a field."""
        return any(self._choice(name) in self.data for name in self.fields)

    def latest_change(self):
        return latest_event(*self.texts)

    def answers(self):
        return {text: self._answer(text) for text in self.texts if not text.asks_for_files}

    def _answer(self, text):
        cleaned = self.cleaned_data
        return Answer(
            cleaned[text.section.key],
            cleaned.get(_yes_no(text), ""),
            cleaned.get(_confirmed(text), False),
        )

    def section_context(self, text):
        names = [name for name in (_yes_no(text), text.section.key) if name in self.fields]
        differences = [each for each in self.differences if each.name in names]
        digests = ",".join(f"{name}={self._digests[name]}" for name in names)
        fields = [self[name] for name in names]
        confirmed = _confirmed(text)
        return {
            "is_partial": False,
            "text": text,
            "attachments": [each for each in self.attachments if each.section_id == text.section_id],
            "comment": self.comments.get(text.section.key, ""),
            "open_comments": self.colleagues.get(text.section.key, []),
            "saved_at": _saved_at(text),
            "asked": text.section,
            "fields": fields,
            "confirm": self[confirmed] if confirmed in self.fields and text.copied_from_id else None,
            "errors": [error for field in fields for error in field.errors] if self.is_bound else [],
            "form": {"version": digests},
            "differences": differences,
            "change": latest_event(text) if differences else None,
            "has_version": bool(self.is_bound and self.data.get(VERSION)),
        }


def _saved_at(text):
    """Return when the text was saved last: "10:42" today, else with the day."""
    if text.changed_at is None:
        return ""
    local = timezone.localtime(text.changed_at)
    return f"{local:%H:%M}" if local.date() == timezone.localdate() else moment(text.changed_at)


def _yes_no(text):
    return f"{text.section.key}-yes_no"


def _confirmed(text):
    return f"{text.section.key}-confirmed"


def _with_one_version(data):
    # Each section sends the version of its own fields.
    joined = data.copy()
    joined[VERSION] = ",".join(data.getlist(VERSION))
    return joined
