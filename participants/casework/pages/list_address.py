"""The address of My day with its filters, and the way on from a form that was opened from it."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participants.register.pages.way_back import OtherList

OF_PLACE = ("place", "row", "saved", "page")


def list_query(data):
    """Return the query of the list, without the place in it."""
    query = data.copy() if isinstance(data, QueryDict) else QueryDict(mutable=True)
    for name in OF_PLACE:
        query.pop(name, None)
    return query


def day_address(query):
    asked = list_query(QueryDict(query)).urlencode()
    return reverse("casework:day") + (f"?{asked}" if asked else "")


def _after_saving(participation, query):
    return reverse("casework:next") + f"?{query}&saved={participation.public_id}"


def _without_this(query):
    asked = QueryDict(query, mutable=True)
    asked["place"] = int(asked["place"]) + 1 if asked.get("place", "").isdecimal() else 0
    asked.pop("row", None)
    return reverse("casework:next") + f"?{asked.urlencode()}"


MY_DAY = OtherList("day", day_address, _("My day"), _after_saving, _without_this)
