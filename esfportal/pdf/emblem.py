"""Words beside the EU emblem, which each programme period prescribes."""

from django.utils.translation import gettext as _


def mark(programme_period):
    """Return what a template shows with `eu-emblem.svg`."""
    fund = _("European Social Fund")
    alt = _("The emblem of the European Union")
    if programme_period == "2007-2013":
        return {"lines": [_("European Union"), fund], "alt": alt}
    co_funded = [_("Co-funded by"), _("the European Union")]
    return {"lines": co_funded, "alt": alt, "fund": fund if programme_period == "2014-2020" else ""}
