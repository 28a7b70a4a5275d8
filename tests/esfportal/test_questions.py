"""Questions that are kept must read as if they were rendered each time."""

import pytest
from django import forms
from django.template import Context
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, gettext_lazy, override

from esfportal.ui import questions
from esfportal.ui.form_layouts import PortalHelper
from esfportal.ui.templatetags.portal import options

YES_NO = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))


def choice(label="Answer", *, choices=YES_NO, **options):
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **options)


def html(field, data=None, *, initial=None, prefix=None, attrs=None, wrapper_class="field-inline", **helper):
    form = type("OneForm", (forms.Form,), {"answer": field})(data, initial=initial, prefix=prefix)
    form.fields["answer"].widget.attrs.update(attrs or {})
    form.helper = PortalHelper(
        questions.Question("answer", wrapper_class=wrapper_class), method="get", **helper
    )
    return form.helper.render_layout(form, Context({**form.helper.get_attributes()}))


VARIANTS = [
    lambda: html(choice()),
    lambda: html(choice("Another label")),
    lambda: html(choice(help_text="Help")),
    lambda: html(choice(required=False)),
    lambda: html(choice(required=False), mark_optional=False),
    lambda: html(choice(choices=[("no", "No"), ("yes", "Yes")])),
    lambda: html(choice(), attrs={"hx-post": "/one/"}),
    lambda: html(choice(), attrs={"hx-post": "/two/"}),
    lambda: html(choice(), prefix="second"),
    lambda: html(choice(), wrapper_class="other"),
    lambda: html(choice(), {"answer": "yes"}),
    lambda: html(choice(), {"answer": "no"}),
    lambda: html(choice(), {"answer": ""}),
    lambda: html(choice(required=False), {"answer": ""}),
    lambda: html(choice(), initial={"answer": "yes"}),
    lambda: html(forms.ChoiceField(label="Answer", choices=YES_NO)),
    lambda: html(forms.ChoiceField(label="Answer", choices=[("near", YES_NO), ("far", YES_NO)])),
    lambda: html(forms.IntegerField(label="Answer", min_value=0, max_value=60)),
    lambda: html(forms.IntegerField(label="Answer", min_value=0, max_value=100)),
    lambda: html(forms.IntegerField(label="Answer", min_value=0, max_value=100), {"answer": "7"}),
]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_kept_questions_read_as_rendered(language):
    questions._kept.clear()
    with override(language):
        first = [variant() for variant in VARIANTS]
        again = [variant() for variant in VARIANTS]
        fresh = []
        for variant in VARIANTS:
            questions._kept.clear()
            fresh.append(variant())
    assert first == again == fresh
    assert all(any(mark in each for mark in ('type="radio"', 'type="number"', "<select")) for each in first)


def test_answers_and_errors_are_not_kept():
    questions._kept.clear()
    html(choice(), {"answer": "yes"})
    html(choice(), {"answer": "nonsense"})
    html(choice(), {"answer": ""})  # an error, because it is required
    html(choice(), initial={"answer": "no"})
    assert questions._kept == {}


def test_no_more_are_kept_than_fit(monkeypatch):
    questions._kept.clear()
    monkeypatch.setattr(questions, "MOST_KEPT", 3)
    for number in range(10):
        html(choice(f"Question {number}"))
        assert len(questions._kept) <= 3


def test_an_option_is_escaped_whether_the_same_text_was_html_before_or_after():
    def option(label):
        return {"value": "<v>", "attrs": {}, "label": label}

    found = options([option("<b>"), option(mark_safe("<b>")), option("<b>"), option(gettext_lazy("Yes"))])
    assert found == "".join(
        f'\n  <option value="&lt;v&gt;">{label}</option>'
        for label in ("&lt;b&gt;", "<b>", "&lt;b&gt;", gettext("Yes"))
    )
