"""The saved filters above a participant list."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.urls import reverse

from participants.register.models import SavedFilter

NOT_SAVED = ("page", "search")


@dataclass(frozen=True)
class MenuEntry:
    saved: SavedFilter
    url: str
    is_current: bool
    is_own: bool


def address_of(saved, slug):
    return f"{reverse('register:list', args=[slug])}?{saved.query}"


@dataclass(frozen=True)
class Menu:
    entries: list[MenuEntry]  # the user's own first
    unknown: list  # labels of what the current filter asks for in vain

    @property
    def current(self):
        return next((entry for entry in self.entries if entry.is_current), None)


def menu_of(form):
    asked = _asked(form)
    entries = [
        MenuEntry(
            saved,
            address_of(saved, form.project.slug),
            dict(parse_qsl(saved.query)) == asked,
            saved.created_by_id == form.user.pk,
        )
        for saved in form.saved_filters
    ]
    return Menu(sorted(entries, key=lambda entry: not entry.is_own), _unknown(form, asked))


def _unknown(form, asked):
    """Return the labels of filters whose value is not offered."""
    names = asked.keys() & form.base_fields.keys() - form.values.keys()
    return [
        field.label
        for name, field in form.base_fields.items()
        if name in names and not _is_the_only_one(form, name, asked[name])
    ]


def _asked(form):
    return {name: value for name, value in form.data.items() if value and name not in NOT_SAVED}


def _is_the_only_one(form, name, value):
    # Where the user works in one municipality alone it is no filter.
    return name == "municipality" and value in form.part_names.municipalities
