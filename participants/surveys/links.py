"""Links to a survey as they are shown, once: the address, and a picture of it for a telephone's camera."""

from dataclasses import dataclass

from django.urls import reverse

from esfportal.files.qr_codes import QrCode, qr_path
from participants.surveys.words import words_in


@dataclass(frozen=True)
class LinkRow:
    name: str  # "": of a device
    address: str
    qr: QrCode
    heading: str  # for the participant, who reads Swedish or English
    heading_en: str


def link_rows(request, survey, made):
    """Return the rows of [(participation or None, token)]."""
    return [_row(request, survey, participation, token) for participation, token in made]


def _row(request, survey, participation, token):
    route = "surveys:answer" if participation else "surveys:begin"
    address = request.build_absolute_uri(reverse(route, args=[token]))
    return LinkRow(
        participation.shown_name if participation else "",
        address,
        qr_path(address),
        words_in("sv")[survey.occasion],
        words_in("en")[survey.occasion],
    )
