"""Steps of week sheets: from which state each is taken, and its words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from participants.week_sheets.models import WeekSheet

State = WeekSheet.State


class Step(TextChoices):
    LINK = "link", _("Link made for the tutor")
    UNLINK = "unlink", _("Link ended")
    PAPER = "paper", _("Confirmed on paper")
    RECORD = "record", _("Recorded as attendance")
    REOPEN = "reopen", _("Opened again")


STEPS = {
    State.OPEN: (Step.LINK, Step.UNLINK, Step.PAPER),
    State.CONFIRMED: (Step.RECORD, Step.REOPEN),
    State.RECORDED: (Step.REOPEN,),
}
VERBS = {
    Step.LINK: _("Make a link for the tutor"),
    Step.UNLINK: _("End the link"),
    Step.PAPER: _("Confirmed on paper: record the hours"),
    Step.RECORD: _("Record the hours"),
    Step.REOPEN: _("Open the sheet again"),
}
REASONED = {Step.PAPER: _("Where the original is kept"), Step.REOPEN: _("Reason")}
STYLES = {State.OPEN: "none", State.CONFIRMED: "info", State.RECORDED: "good"}
