"""Template tags of all pages: `{% load portal %}`."""

from functools import lru_cache
from itertools import zip_longest

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from esfportal.languages import path_in_language
from esfportal.ui import formats
from esfportal.ui.plain_text import isolated

register = template.Library()

register.filter("money", formats.money)
register.filter("date_text", formats.date_text)
register.filter("date_iso", formats.date_iso)
register.filter("moment", formats.moment)
register.filter("isolated", isolated)


@register.filter
def number(value):
    return shown(formats.number(value))


@register.filter
def shown(text):
    """`{{ "70 %"|shown }}`: the text, or the sign of a suppressed number."""
    if text != formats.HIDDEN:
        return text
    # Screen readers do not read ".." aloud, so they get a word.
    return format_html(
        '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>', text, _("hidden")
    )


@register.filter
def percent(value, decimals=0):
    """`{{ 70|percent }}`, `{{ 69.9|percent:1 }}`: the value is per cent, not a fraction."""
    return formats.percent(value, decimals=decimals)


@register.simple_tag
def support_address():
    return settings.SUPPORT_ADDRESS


@register.simple_tag
def share(part, whole, decimals=0):
    return formats.share(part, whole, decimals=decimals)


@register.simple_tag
def period(start, end):
    return formats.period(start, end)


@register.simple_tag(takes_context=True)
def current(context, *namespaces):
    match = getattr(context.get("request"), "resolver_match", None)
    if match is not None and match.namespace in namespaces:
        return format_html(' aria-current="{}"', "true")
    return ""


@register.simple_tag
def address(name, *args):
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_tag
def public_address(name, *args):
    """`{% public_address "bank:list" %}`: the address of a public page in the language of this page."""
    return path_in_language(reverse(name, args=args))


@register.simple_block_tag
def panel(content, title="", tag="section", heading="h2"):
    if not title:
        return format_html('<{} class="panel">{}</{}>', tag, content, tag)
    return format_html('<{} class="panel"><{}>{}</{}>{}</{}>', tag, heading, title, heading, content, tag)


@register.simple_block_tag
def data_table(content, caption, show_caption=False, classes=""):
    """`{% data_table caption=_("Participants") %}<thead>…<tbody>…{% enddata_table %}`."""
    # With `classes="stacked"` a narrow window shows each row as a block, with the cells' `data-label`.
    # tabindex, so that a table wider than the window can be scrolled by keyboard.
    return format_html(
        '<div class="table-scroll" role="region" tabindex="0" aria-label="{caption}">'
        '<table class="data {classes}"><caption class="{hidden}">{caption}</caption>{content}</table></div>',
        caption=caption,
        classes=classes,
        hidden="" if show_caption else "visually-hidden",
        content=content,
    )


@register.filter
def labelled_by(cells, headings):
    """Give each cell of a row of Django's administration the heading of its column as `data-label`."""
    return [
        _labelled(cell, heading["text"]) if cell.startswith("<td") else cell
        for cell, heading in zip(cells, headings, strict=True)
    ]


def _labelled(cell, heading):
    if heading.startswith("<"):  # the box that chooses all rows
        return cell
    label = format_html('<td data-label="{}"', capfirst(heading))
    return type(cell)(label + cell.removeprefix("<td"))  # safe if the cell is


@register.simple_tag
def options(choices):
    # In Python, because three hundred municipalities take ten times as long in a template.
    return format_html_join(
        "",
        "{}",
        ((_option(str(each["value"]), _attributes(each["attrs"]), str(each["label"])),) for each in choices),
    )


# Typed, because a text that is HTML already is equal to one that is not.
@lru_cache(maxsize=2_000, typed=True)
def _option(value, attributes, label):
    return format_html('\n  <option value="{}"{}>{}</option>', value, attributes, label)


@register.simple_tag
def choices(field):
    return format_html_join(
        "",
        '<div class="form-check"><input type="{type}" class="form-check-input{invalid}" name="{name}"'
        ' value="{value}"{attributes}><label class="form-check-label" for="{id}">{label}</label></div>',
        (
            {
                **each.data,
                "value": "" if each.data["value"] is None else each.data["value"],
                "invalid": " is-invalid" if field.errors else "",
                "attributes": _attributes(each.data["attrs"]),
                "id": each.data["attrs"]["id"],
            }
            for each in field.subwidgets
        ),
    )


def _attributes(attrs):
    if not attrs:  # of nearly all options
        return ""
    return format_html_join(
        "",
        "{}",
        (
            (format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value),)
            for name, value in attrs.items()
            if value is not False
        ),
    )


@register.filter
def problems(form):
    """Return the form's errors, each with the id of the input to link to."""
    if form is None:
        return []
    found = [{"text": error, "target": ""} for error in form.non_field_errors()]
    for bound in form:
        for error in bound.errors:
            found.append({"text": f"{bound.label}: {error}", "target": _first_input(bound)})
    return found


def _first_input(bound):
    # A group of radio buttons or checkboxes has no id of its own.
    if bound.field.widget.use_fieldset and bound.subwidgets:
        return bound.subwidgets[0].id_for_label
    return bound.id_for_label


@register.filter
def svg(value):
    """Return a number with a decimal point in every language."""
    return f"{float(value):g}"


@register.filter
def toned(labels, bar):
    return list(zip_longest(labels, bar.tones[: len(labels)], fillvalue=""))


@register.filter
def page_numbers(page):
    around = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in around]


@register.filter
def query_for(page, number):
    """`{% querystring page|query_for:2 %}`: the parameters of another page of the list."""
    return {getattr(page, "parameter", "page"): number}


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context, key, label, sort, number=False):
    """`{% sort_header "name" _("Name") sort %}`; `sort` is the order now, "name" or "-name"."""
    direction = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
    data = context["request"].GET.copy()
    data["sort"] = f"-{key}" if sort == key else key
    data.pop("page", None)
    return {"label": label, "direction": direction, "number": number, "query": "?" + data.urlencode()}
