"""The way back from a person's forms to the filtered list that they were opened from."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise

from esfportal.registry import Registry
from participants.register.labels import ABOUT


@dataclass(frozen=True)
class OtherList:
    """A list of an app above this one, whose rows lead to forms about people."""

    name: str  # in the form's address, with the query of the list
    page: Callable  # (query) -> address of the list
    label: Promise
    after_saving: Callable  # (participation, query) -> address, such as that of the next row
    without_this: Callable  # (query) -> address of the next row


OTHER_LISTS = Registry()


class WayBackForm(forms.Form):
    """Query of a page about one person; it never leads outside the lists."""

    about = forms.ChoiceField(choices=[(key, key) for key in ABOUT], required=False)
    list = forms.CharField(required=False, max_length=500)  # the query of the project's list

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for other in OTHER_LISTS:
            self.fields[other.name] = forms.CharField(required=False, max_length=500)

    @classmethod
    def of(cls, request):
        form = cls(request.GET)
        form.is_valid()
        return form

    @property
    def about_what(self):
        return self.cleaned_data.get("about", "")

    @property
    def list_query(self):
        return self._query_of("list")

    def list_url(self, project):
        if other := self._other_list:
            return other.page(self._query_of(other.name))
        query = self.list_query
        return reverse("register:list", args=[project.slug]) + (f"?{query}" if query else "")

    def after_saving(self, participation):
        """Return the list that the form was opened from, or its next row; otherwise the person's page."""
        if other := self._other_list:
            return other.after_saving(participation, self._query_of(other.name))
        return self.without_saving(participation)

    def without_saving(self, participation):
        """Return the list that the form was opened from, otherwise the person's page."""
        is_from_list = self.list_query or self._other_list
        return self.list_url(participation.project) if is_from_list else participation.get_absolute_url()

    @property
    def list_bar(self):
        """Return (name of the list, its address, the address of its next row) for the head of a form's page."""
        other = self._other_list
        if other is None:
            return None
        query = self._query_of(other.name)
        return other.label, other.page(query), other.without_this(query)

    def query(self, **values):
        """Return `values` and the way back as a query, "" if both are empty."""
        asked = {**values, **{name: self._query_of(name) for name in ("list", *self._others)}}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"?{query}" if query else ""

    def _query_of(self, name):
        # Parsed and written again, so that nothing but a query is in the address.
        return QueryDict(self.cleaned_data.get(name, "")).urlencode()

    @property
    def _others(self):
        return {other.name: other for other in OTHER_LISTS}

    @property
    def _other_list(self):
        return next((other for name, other in self._others.items() if self._query_of(name)), None)


def query_to_come_back(request):
    """Return the function that returns the query by which a form opened from a list comes back to it."""
    form = WayBackForm({"list": request.GET.urlencode()})
    form.is_valid()
    return cache(form.query)
