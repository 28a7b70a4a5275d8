"""Branches of employers: the sections of the Swedish standard industrial classification, SNI 2025."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Branch(TextChoices):
    AGRICULTURE = "A", _("agriculture, forestry and fishing")
    MINING = "B", _("mining and quarrying")
    MANUFACTURING = "C", _("manufacturing")
    ENERGY = "D", _("electricity, gas, heating and cooling")
    WATER = "E", _("water, sewerage, waste and remediation")
    CONSTRUCTION = "F", _("construction")
    TRADE = "G", _("wholesale and retail trade")
    TRANSPORT = "H", _("transport and storage")
    HOSPITALITY = "I", _("hotels and restaurants")
    MEDIA = "J", _("publishing and broadcasting")
    INFORMATION = "K", _("telecommunications and information services")
    FINANCE = "L", _("finance and insurance")
    REAL_ESTATE = "M", _("real estate")
    PROFESSIONAL = "N", _("law, economics, science and technology")
    SUPPORT = "O", _("cleaning, rental, staffing and other support services")
    ADMINISTRATION = "P", _("public administration and defence")
    EDUCATION = "Q", _("education")
    CARE = "R", _("health and social care")
    CULTURE = "S", _("arts, sports and recreation")
    OTHER = "T", _("other services")
    HOUSEHOLDS = "U", _("households as employers")
    INTERNATIONAL = "V", _("international organisations")
