from django import forms
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import PortalHelper, Short
from participants.plans.forms import PrintForm

LONGEST = 2_000


class ParticipationForm(PrintForm):
    contents = forms.CharField(
        label=_("Contents"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What the participant has done and learnt. It is printed, and not kept in the portal."),
    )

    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(
            "contents", Short("language"), submit=_("Make the certificate (PDF)"), cancel_url=cancel_url
        )
