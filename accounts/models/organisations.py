from django.db import models
from django.utils.translation import gettext_lazy as _

from esfportal.languages import in_language


class Organisation(models.Model):
    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        FEDERATION = "federation", _("federation of municipalities")
        REGION = "region", _("region")
        COUNTY_BOARD = "county_board", _("county administrative board")
        AGENCY = "agency", _("government agency")
        COORDINATION = "coordination", _("coordination association")
        PARTNERSHIP = "partnership", _("structural fund partnership")
        ASSOCIATION = "association", _("association")
        COMPANY = "company", _("company")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=200, unique=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    number = models.CharField(_("organisation number"), max_length=11, blank=True)
    is_managing_authority = models.BooleanField(
        _("managing authority of the fund"),
        default=False,
        db_default=False,
        help_text=_("Its funders read every figure of a whole project, as the regulations ask."),
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self):
        return self.display_name

    @property
    def display_name(self):
        return in_language(self.name, self.name_en)
