"""Items of an employer that are added, changed and removed in the same way."""

from dataclasses import dataclass

from django.db.models import Model
from django.forms import Form
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participants.employers.forms.employer_forms import ContactForm, WorkplaceForm
from participants.employers.forms.placement_forms import OfferForm
from participants.employers.models import Contact, Offer, Workplace


@dataclass(frozen=True)
class ItemType:
    slug: str  # in the URL: /projects/kalmar/employers/7/contacts/add/
    model: type[Model]
    form: type[Form]
    add_label: Promise
    change_label: Promise
    remove_label: Promise

    def list_url(self, project):
        return reverse("employers:list", args=[project.slug])


ITEM_TYPES = {
    item_type.slug: item_type
    for item_type in (
        ItemType(
            slug="workplaces",
            model=Workplace,
            form=WorkplaceForm,
            add_label=_("Add a workplace"),
            change_label=_("Change the workplace"),
            remove_label=_("Remove the workplace?"),
        ),
        ItemType(
            slug="contacts",
            model=Contact,
            form=ContactForm,
            add_label=_("Add a contact"),
            change_label=_("Change the contact"),
            remove_label=_("Remove the contact?"),
        ),
        ItemType(
            slug="offers",
            model=Offer,
            form=OfferForm,
            add_label=_("Add offered places"),
            change_label=_("Change the offered places"),
            remove_label=_("Remove the offered places?"),
        ),
    )
}


class EmployerItemConverter:
    regex = "|".join(ITEM_TYPES)

    def to_python(self, value):
        return ITEM_TYPES[value]

    def to_url(self, value):
        return value.slug if isinstance(value, ItemType) else value
