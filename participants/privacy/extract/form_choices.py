"""Choices of the extract form."""

from django.utils.translation import gettext_lazy as _

IDENTIFIED = [
    ("document", _("An identity document was shown")),
    ("known", _("I know the person")),
    ("signature", _("An electronic signature")),
    ("deputy", _("A person with a power of attorney or a guardian, who showed it")),
]
KINDS = [
    ("pdf", _("PDF, to read")),
    ("json", _("JSON, to hand on to another system")),
    ("zip", _("Both, with the files of proof (ZIP)")),
]
LANGUAGES = [("sv", _("In Swedish")), ("en", _("In English"))]
