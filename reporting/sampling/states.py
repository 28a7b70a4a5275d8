from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    OPEN = "open", pgettext_lazy("a sample", "open")
    CLOSED = "closed", pgettext_lazy("a sample", "closed")


class Source(TextChoices):
    """The lists that samples are drawn from."""

    FIGURE = "figure", _("people counted in a figure")
    CLAIM = "claim", _("lines of a claim")
    BOOKING = "booking", _("lines of a booking of hours")

    @property
    def subject(self):
        """Return the kind of questions that are asked."""
        return "people" if self == Source.FIGURE else "money"


class Method(TextChoices):
    RANDOM = "random", _("each item has the same chance")
    AMOUNT = "amount", _("by amount: each krona has the same chance")


class Answer(TextChoices):
    OK = "ok", _("right")
    FAULT = "fault", pgettext_lazy("of a checked item", "fault")
    NOT_APPLICABLE = "not_applicable", _("does not apply")
    NOT_CHECKED = "", _("not checked")


STATE_STYLES = {State.OPEN: "info", State.CLOSED: "good"}
