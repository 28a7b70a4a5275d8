"""Template tags of lists of participants: `{% load participants %}`."""

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()


@register.simple_tag
def participant_rows(rows, columns, *, may_edit=False):
    """Return the table's rows of participants.register.pages.person_list.ListRow, with the columns."""
    # In Python, because fifty rows take five times as long in a template.
    cells = "".join(f"<td>{{{column.key}}}</td>" for column in columns)
    html = f'<tr><th scope="row"><a href="{{url}}"><bdi>{{name}}</bdi></a>{{born}}</th>{cells}</tr>\n'
    return format_html_join(
        "",
        html,
        (
            {
                "url": row.url,
                "name": row.name,
                "born": _born(row.born),
                **{column.key: column.html(row, may_edit) for column in columns},
            }
            for row in rows
        ),
    )


# The same few years are in many rows.
@lru_cache(maxsize=1_000)
def _born(text):
    return format_html(' <span class="quiet small nowrap">{}</span>', text) if text else ""
