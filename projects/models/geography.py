from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from esfportal.languages import in_language


class EsfRegion(models.TextChoices):
    """The eight regions of the Swedish ESF Council."""

    OVRE_NORRLAND = "ovre_norrland", _("Upper Norrland")
    MELLERSTA_NORRLAND = "mellersta_norrland", _("Central Norrland")
    NORRA_MELLANSVERIGE = "norra_mellansverige", _("North-Central Sweden")
    OSTRA_MELLANSVERIGE = "ostra_mellansverige", _("East-Central Sweden")
    STOCKHOLM = "stockholm", "Stockholm"
    VASTSVERIGE = "vastsverige", _("West Sweden")
    SMALAND_OCH_OARNA = "smaland_och_oarna", _("Småland and the Islands")
    SYDSVERIGE = "sydsverige", _("South Sweden")

    @classmethod
    def by_swedish_name(cls):
        """Return the regions by the names that project files and the list of counties have."""
        with override("sv"):
            return {str(region.label): region.value for region in cls}


class County(models.Model):
    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    nuts3 = models.CharField("NUTS 3", max_length=5)
    nuts2 = models.CharField("NUTS 2", max_length=4)
    esf_region = models.CharField(_("ESF region"), max_length=30, choices=EsfRegion)

    class Meta:
        verbose_name = _("county")
        verbose_name_plural = _("counties")
        ordering = ["code"]

    def __str__(self):
        return self.display_name

    @property
    def display_name(self):
        return in_language(self.name, self.name_en)


class Municipality(models.Model):
    code = models.CharField(_("code"), max_length=4, primary_key=True)  # a text, for the leading zeros
    name = models.CharField(_("name"), max_length=60, unique=True)
    county = models.ForeignKey(County, on_delete=models.PROTECT, verbose_name=_("county"))

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["code"]

    def __str__(self):
        return self.name
