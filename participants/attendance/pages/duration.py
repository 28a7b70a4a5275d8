"""Minutes in words."""

from django.utils.translation import gettext as _


def minutes_text(minutes):
    """Return minutes as hours and minutes."""
    hours, rest = divmod(minutes, 60)
    about = {"hours": hours, "minutes": rest}
    if not hours:
        return _("%(minutes)s min") % about
    return (_("%(hours)s h %(minutes)s min") if rest else _("%(hours)s h")) % about
