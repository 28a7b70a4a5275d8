"""What was written about users, organisations and memberships, row by row (esfportal.history)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import Membership, Organisation, User
from esfportal.history import AppendOnly, track

# Signing in is no change of a user: the sessions and the audit trail tell of it.
UserHistory = track(User, hidden={"password": ["password"]}, ignored=["last_login"])
OrganisationHistory = track(Organisation)
MembershipHistory = track(Membership)


class Seal(models.Model):
    """A stretch of a trail, closed: which rows it had and the digest of what they say.

    Written by the database's function accounts_seal only; each seal's digest covers the one before, whichever
    trail that was of, so that all seals are one chain (ADR 84).
    """

    trail = models.CharField(max_length=63)  # the table's name
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.BigIntegerField()
    columns = ArrayField(models.CharField(max_length=63))
    content = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["trail", "last_id"], name="seal_of_trail")]
        triggers = [AppendOnly()]

    def __str__(self):
        return f"{self.trail} {self.first_id}–{self.last_id}"
