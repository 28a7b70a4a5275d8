"""Questions, whose HTML is composed once in each process as long as they have no answer."""

from crispy_forms.layout import Field
from crispy_forms.utils import TEMPLATE_PACK
from django.forms import NumberInput, RadioSelect, Select
from django.utils.translation import get_language

# A page to register a person has two dozen such questions, and their template took a third of its time. What
# `field.html` shows of a question is in the key, so it is the same for all users. Answers and errors are never kept.
KEPT_WIDGETS = (NumberInput, RadioSelect, Select)
MOST_KEPT = 2_000  # about a kilobyte each; a choice of all municipalities has fifteen
_kept = {}


class Question(Field):
    def render(self, form, context, template_pack=TEMPLATE_PACK, extra_context=None, **kwargs):
        (name,) = self.fields
        field = form[name] if name in form.fields else None
        if field is None or not _is_unanswered(field) or extra_context:
            return super().render(form, context, template_pack, extra_context=extra_context, **kwargs)
        key = (
            *(get_language(), template_pack, self.wrapper_class, *map(str, self.attrs.items())),
            *(context.get("mark_optional"), context.get("form_show_labels")),
            *_shown(field),
        )
        if key in _kept:
            form.rendered_fields.add(name)  # as crispy does, so that it is not shown again
        else:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            _kept[key] = super().render(form, context, template_pack, **kwargs)
        return _kept[key]


def _is_unanswered(field):
    is_kept = type(field.field.widget) in KEPT_WIDGETS
    return is_kept and field.value() in (None, "") and not field.errors


def _shown(field):
    """Return all that the template shows of the question."""
    widget = field.field.widget
    return (
        type(widget),
        *(field.auto_id, field.html_name, str(field.label), str(field.help_text)),
        *(field.field.required, getattr(field.field, "is_sometimes_required", None)),
        *(field.form.use_required_attribute, field.aria_describedby),
        *((name, str(value)) for name, value in widget.attrs.items()),
        *((str(value), str(label)) for value, label in getattr(widget, "choices", ())),
    )
