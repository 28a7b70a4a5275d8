import uuid

from django.db import models
from django.utils.translation import gettext as _

from esfportal.database.bulk_copy import reserve_ids
from esfportal.security.encryption import Unreadable, decrypt, encrypt


class EncryptedText(models.Model):
    """A row with one text, encrypted and bound to the row's key."""

    PURPOSE = ""
    TEXT_NAME = ""  # what the text is

    # Of the form that made the row: a request that comes twice makes one (ADR 101).
    form_number = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    text_encrypted = models.BinaryField(editable=False)
    text_key_version = models.PositiveSmallIntegerField(editable=False)

    class Meta:
        abstract = True

    @property
    def text(self):
        """Return the text; raises Unreadable."""
        return decrypt(self.PURPOSE, self.pk, self.text_encrypted, self.text_key_version).decode()

    @text.setter
    def text(self, text):
        if self.pk is None:
            (self.pk,) = reserve_ids(type(self), 1)
        self.text_encrypted, self.text_key_version = encrypt(self.PURPOSE, self.pk, text.encode())

    @property
    def text_or_empty(self):
        # For forms: a text that can't be read is written again.
        try:
            return self.text if self.text_encrypted else ""
        except Unreadable:
            return ""

    @property
    def shown_text(self):
        try:
            return self.text
        except Unreadable:
            return _("The text can't be read. Tell the portal's operator.")
