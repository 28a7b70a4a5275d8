import re
from datetime import date

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting, get_default_renderer
from django.http import QueryDict
from django.template import engines
from django.template.loader import render_to_string
from django.template.loaders.cached import Loader as CachedLoader
from django.test.html import parse_html
from django.utils import translation

from esfportal.ui.form_layouts import DateField, FilterForm, Pair, PortalHelper, Section, ShowWhen
from esfportal.ui.templatetags.portal import choices
from projects.models import Target


class Sample(forms.Form):
    name = forms.CharField(label="Namn", help_text="Som det <skrivs>")
    kind = forms.ChoiceField(label="Slag", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    since = DateField(label="Sedan", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(
            Section("Delen", Pair("name"), "kind", ShowWhen("kind", "a", "since")),
            submit="Spara posten",
            cancel_url="/tillbaka/",
        )


class SampleFilter(FilterForm):
    kind = forms.MultipleChoiceField(label="Slag", choices=[("a", "A"), ("b", "B")], required=False)
    open = forms.BooleanField(label="Öppna", required=False)
    year = forms.IntegerField(label="År", required=False)


@pytest.fixture(autouse=True)
def swedish():
    with translation.override("sv"):
        yield


def html_of(data=None):
    return render_crispy_form(Sample(data))


def test_label_hint_error_field_come_in_that_order():
    html = html_of({})
    places = [
        html.index(part) for part in ("Namn", 'id="id_name_helptext"', 'id="id_name_error"', 'name="name"')
    ]
    assert places == sorted(places)


def test_the_field_points_to_its_hint_and_error():
    html = html_of({})
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_hint_is_text_not_markup():
    assert "Som det &lt;skrivs&gt;" in html_of()


def test_a_choice_is_a_group_with_a_legend():
    html = html_of()
    assert html.index("<fieldset") < html.index("Slag") < html.index('type="radio"')
    assert 'for="id_kind_0"' in html


def test_the_errors_are_summed_up_with_links_first():
    html = html_of({"since": "31/3"})
    assert "3 saker behöver rättas" in html
    for target in ("#id_name", "#id_kind_0", "#id_since"):
        assert html.index(f'href="{target}"') < html.index('name="name"')


def test_what_is_not_required_says_so_and_the_button_says_what_it_does():
    html = html_of()
    assert html.count("(frivilligt)") == 1
    assert "Spara posten" in html
    assert 'href="/tillbaka/"' in html


def test_fields_that_depend_on_others_are_marked_for_the_script():
    assert 'data-show-when="kind=a"' in html_of()


@pytest.mark.parametrize("text", ["2020-03-31", "20200331"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_day_is_written_the_same_in_every_language(text, language):
    with translation.override(language):
        assert DateField().clean(text) == date(2020, 3, 31)


@pytest.mark.parametrize("text", ["31/3", "mars 2020", "igår", "31 mers 2020", "1", "2020", "20203"])
def test_error_for_another_date_format_says_the_right_one(text):
    with pytest.raises(forms.ValidationError, match="2020-03-31"):
        DateField().clean(text)


@pytest.mark.parametrize(
    "text",
    ["2019-02-29", "20190229", "2020-13-01", " 2020-04-31 ", "03/31/2020", "31 februari 2020", "0000-00-00"],
)
def test_date_that_does_not_exist_has_its_own_error(text):
    with pytest.raises(forms.ValidationError, match="Dagen finns inte"):
        DateField().clean(text)


def test_chosen_filters_are_chips_that_can_be_removed():
    form = SampleFilter(QueryDict("kind=a&kind=b&open=on&page=4&sort=name"))
    assert [str(chip.text) for chip in form.chips()] == ["Slag: A", "Slag: B", "Öppna: ja"]
    assert form.chips()[0].query == "?kind=b&open=on&sort=name"
    assert form.values == {"kind": ["a", "b"], "open": True}


def test_a_filter_that_is_not_understood_is_left_out():
    form = SampleFilter(QueryDict("year=soon&kind=a"))
    assert form.values == {"kind": ["a"]}


def test_the_filters_are_a_search_by_get():
    html = render_to_string("components/filters.html", {"form": SampleFilter(QueryDict("open=on"))})
    assert 'method="get"' in html
    assert "csrf" not in html
    assert "Valda filter" in html


HOSTILE = [("<b>&", "<i>&amp;"), (1, "1 %"), ("", "Välj"), ("åäö", "{{ x }}")]


@pytest.mark.parametrize("value", ["", "1", "åäö", "<b>&"])
@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple])
def test_a_select_is_the_same_as_djangos_own(value, widget):
    select = widget(attrs={"class": "form-select", "required": True})
    select.choices = [*HOSTILE, ("Grupp <b>", HOSTILE)]

    ours, own = (
        select.render("name", [value], {"id": "id_name"}, renderer)
        for renderer in (get_default_renderer(), DjangoTemplates())
    )

    assert parse_html(ours) == parse_html(own)
    assert ours.split() == own.split()


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_choices_show_what_was_chosen_and_escape_their_texts(kind):
    class Choosing(forms.Form):
        kind_of = forms.MultipleChoiceField(
            choices=HOSTILE, required=False, widget=kind(attrs={"data-x": "<&", "disabled": False})
        )

    html = str(choices(Choosing({"kind_of": ["1"]})["kind_of"]))

    assert html.count("<input") == html.count("<label") == len(HOSTILE)
    assert html.count("checked") == 1
    assert re.search(r'value="1"[^>]* checked', html)
    assert 'value="&lt;b&gt;&amp;"' in html
    assert ">&lt;i&gt;&amp;amp;</label>" in html
    assert 'data-x="&lt;&amp;"' in html
    assert "disabled" not in html


def test_templates_are_kept_compiled():
    assert isinstance(get_default_renderer(), TemplatesSetting)  # widgets come from the engine below
    for engine in engines.all():
        assert isinstance(engine.engine.template_loaders[0], CachedLoader)


class SampleTarget(forms.ModelForm):
    class Meta:
        model = Target
        fields = ("measure", "municipality")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(submit="Spara")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "needed", "optional"), [("sv", "Välj", "inte angivet"), ("en", "Choose", "not stated")]
)
def test_the_empty_choice_says_whether_one_is_needed(language, needed, optional):
    with translation.override(language):
        html = render_crispy_form(SampleTarget())
    assert re.findall(r'<option value="" selected>([^<]*)</option>', html) == [needed, optional]
