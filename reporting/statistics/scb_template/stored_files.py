from django.utils.translation import gettext as _

from esfportal.files.stored import FileMissing, StoreUnavailable
from participants.register.actions import ActionRefused
from participants.register.rules.entry_rules import Problem


def content_of(template):
    try:
        return template.content().getvalue()
    except (FileMissing, StoreUnavailable) as error:
        text = _("The template can't be read just now. Try again later, or upload it again.")
        raise ActionRefused([Problem("", text)]) from error
