"""Template tags every page may use: `{% load portal %}`."""

from itertools import zip_longest

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts import access
from esfportal import formats

register = template.Library()

register.filter("money", formats.money)
register.filter("date_text", formats.date_text)
register.filter("date_iso", formats.date_iso)
register.filter("moment", formats.moment)


@register.filter
def number(value):
    """`{{ 15500|number }}`; what is hidden is said to be."""
    return shown(formats.number(value))


@register.filter
def shown(text):
    """`{{ "70 %"|shown }}`: the text, and for what is hidden the sign to see and a word to hear."""
    if text != formats.HIDDEN:
        return text
    return format_html(
        '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>', text, _("hidden")
    )


@register.filter
def percent(value, decimals=0):
    """`{{ 70|percent }}`: the value is already per cent; `{{ 69.9|percent:1 }}` keeps a decimal."""
    return formats.percent(value, decimals=decimals)


@register.simple_tag
def organisation_sign_in():
    """`{% organisation_sign_in as organisation %}`: what the organisation's own sign-in is called, or ""."""
    return settings.SINGLE_SIGN_ON.label if settings.SINGLE_SIGN_ON else ""


@register.simple_tag
def share(part, whole, decimals=0):
    """`{% share 382 418 %}`: 91 %; empty when the whole is nothing."""
    return formats.share(part, whole, decimals=decimals)


@register.simple_tag
def period(start, end):
    """`{% period project.starts_on project.ends_on %}`: 1 januari 2018–31 mars 2020."""
    return formats.period(start, end)


@register.simple_tag(takes_context=True)
def may(context, permission, project=None):
    """`{% may "participant.view" project as may_see_people %}`; False for nobody signed in."""
    user = context.get("user")
    return bool(user) and access.may(user, permission, project)


@register.simple_tag(takes_context=True)
def administers(context):
    """`{% administers as is_administrator %}`: whether to show the way to the administration."""
    return access.is_administrator(context["user"])


@register.simple_tag(takes_context=True)
def current(context, *namespaces):
    """` aria-current="true"` when the page belongs to one of the URL namespaces."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is not None and match.namespace in namespaces:
        return format_html(' aria-current="{}"', "true")
    return ""


@register.simple_tag(takes_context=True)
def role_line(context):
    """What the signed-in person is, in a line: "Projektledare" and where, or nothing."""
    user = context.get("user")
    memberships = access.memberships_of(user) if user else []
    if not memberships:
        return ""
    roles = list(dict.fromkeys(membership.get_role_display() for membership in memberships))
    return ", ".join(roles).capitalize()


@register.simple_tag
def address(name, *args):
    """Reverse a URL that another part of the portal may not have: empty when it is not there."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_block_tag
def panel(content, title="", tag="section", heading="h2"):
    """`{% panel title="Mål" %}…{% endpanel %}`: a group of things with a heading."""
    if not title:
        return format_html('<{} class="panel">{}</{}>', tag, content, tag)
    return format_html('<{} class="panel"><{}>{}</{}>{}</{}>', tag, heading, title, heading, content, tag)


@register.simple_block_tag
def data_table(content, caption, show_caption=False, classes=""):
    """`{% data_table caption=_("Participants") %}<thead>…<tbody>…{% enddata_table %}`.

    A table that scrolls by itself when it is wide, reachable by keyboard, its
    first column staying in place. The caption names it; it is read, and shown
    with `show_caption=True`. With `classes="stacked"` each row becomes a block
    of its own in a narrow window instead; a cell's `data-label` stands before it there.
    """
    return format_html(
        '<div class="table-scroll" role="region" tabindex="0" aria-label="{caption}">'
        '<table class="data {classes}"><caption class="{hidden}">{caption}</caption>{content}</table></div>',
        caption=caption,
        classes=classes,
        hidden="" if show_caption else "visually-hidden",
        content=content,
    )


@register.filter
def problems(form):
    """A form's errors in reading order: `text` with the field's name, `target` the id to go to."""
    if form is None:
        return []
    found = [{"text": error, "target": ""} for error in form.non_field_errors()]
    for bound in form:
        for error in bound.errors:
            found.append({"text": f"{bound.label}: {error}", "target": _first_input(bound)})
    return found


def _first_input(bound):
    """The id of a field's first input: a group of choices has none of its own."""
    if bound.field.widget.use_fieldset and bound.subwidgets:
        return bound.subwidgets[0].id_for_label
    return bound.id_for_label


@register.filter
def svg(value):
    """A number as SVG wants it: a point, whatever the language."""
    return f"{float(value):g}"


@register.filter
def toned(labels, bar):
    """Pairs of a bar's labels and the tones they explain, by position; no tone beyond the segments."""
    return list(zip_longest(labels, bar.tones[: len(labels)], fillvalue=""))


@register.filter
def page_numbers(page):
    """The page numbers to link to, with None where some are left out."""
    around = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in around]


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context, key, label, sort, number=False):
    """`{% sort_header "name" _("Name") sort %}`: a column's head that sorts by it.

    `sort` is what is in force: "name", or "-name" for the other way round.
    """
    direction = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
    data = context["request"].GET.copy()
    data["sort"] = f"-{key}" if sort == key else key
    data.pop("page", None)
    return {"label": label, "direction": direction, "number": number, "query": "?" + data.urlencode()}
