"""Row history of users, organisations and memberships (see esfportal.history)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import Membership, Organisation, User
from esfportal.history import AppendOnly, track

# last_login is left out: signing in is in the audit log.
UserHistory = track(User, hidden={"password": ["password"]}, ignored=["last_login"])
OrganisationHistory = track(Organisation)
MembershipHistory = track(Membership)


# Written only by the database function accounts_seal. A link's digest covers the previous link's,
# of any log, so that all links form one chain (ADR 84).
class Seal(models.Model):
    """Link of the hash chain: a range of rows of one log and the digest of their content."""

    trail = models.CharField(max_length=63)  # name of the log's table
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.BigIntegerField()
    columns = ArrayField(models.CharField(max_length=63))
    content = models.CharField(max_length=64)  # SHA-256 of the rows
    previous = models.CharField(max_length=64, blank=True)  # digest of the previous link
    digest = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["trail", "last_id"], name="seal_of_trail")]
        triggers = [AppendOnly()]

    def __str__(self):
        return f"{self.trail} {self.first_id}–{self.last_id}"
