"""The way back from a person's forms to the filtered list that they were opened from."""

from functools import cache
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse

from participants.register.labels import ABOUT


class WayBackForm(forms.Form):
    """Query of a page about one person; it never leads outside the list of the project."""

    about = forms.ChoiceField(choices=[(key, key) for key in ABOUT], required=False)
    list = forms.CharField(required=False, max_length=500)  # the query of the list

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
        # Parsed and written again, so that nothing but a query is in the address.
        return QueryDict(self.cleaned_data.get("list", "")).urlencode()

    def list_url(self, project):
        query = self.list_query
        return reverse("register:list", args=[project.slug]) + (f"?{query}" if query else "")

    def after_saving(self, participation):
        """Return the list that the form was opened from, otherwise the person's page."""
        return self.list_url(participation.project) if self.list_query else participation.get_absolute_url()

    def query(self, **values):
        """Return `values` and the way back as a query, "" if both are empty."""
        asked = {**values, "list": self.list_query}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"?{query}" if query else ""


def query_to_come_back(request):
    """Return the function that returns the query by which a form opened from a list comes back to it."""
    form = WayBackForm({"list": request.GET.urlencode()})
    form.is_valid()
    return cache(form.query)
