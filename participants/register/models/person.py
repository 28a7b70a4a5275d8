import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participants.register.choices import Protection, Sex
from participants.register.querysets import PersonQuerySet


class Person(models.Model):
    """A natural person, shared by all projects in which the person takes part."""

    # Names belong to Participation: one project's spelling neither shows nor changes another project's.
    class NumberKind(models.TextChoices):
        NONE = "none", _("no number")
        PERSONNUMMER = "personnummer", _("personal identity number")
        SAMORDNINGSNUMMER = "samordningsnummer", _("coordination number")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number_kind = models.CharField(max_length=20, choices=NumberKind, default=NumberKind.NONE)
    # Encrypted and bound to this row's id; found through a keyed hash, number_index (identity.numbers).
    number_encrypted = models.BinaryField(null=True, editable=False)
    number_key_version = models.PositiveSmallIntegerField(null=True, editable=False)
    number_index = models.BinaryField(max_length=32, null=True, unique=True, editable=False)
    birth_date = models.DateField(_("birth date"))
    sex = models.CharField(_("gender"), max_length=5, choices=Sex)
    protection = models.CharField(
        _("protected identity"), max_length=25, choices=Protection, default=Protection.NONE
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        indexes = [
            # The few that lists, counts and figures treat in their own way.
            models.Index(fields=["id"], condition=~Q(protection=Protection.NONE), name="person_protected"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    number_kind="none",
                    number_encrypted__isnull=True,
                    number_key_version__isnull=True,
                    number_index__isnull=True,
                )
                | (
                    ~Q(number_kind="none")
                    & Q(
                        number_encrypted__isnull=False,
                        number_key_version__isnull=False,
                        number_index__isnull=False,
                    )
                ),
                name="person_number_whole_or_none",
            ),
            models.CheckConstraint(condition=Q(sex__in=["woman", "man"]), name="person_sex_known"),
        ]

    def __str__(self):
        return f"Person {self.pk}"

    @property
    def is_protected(self):
        return self.protection != Protection.NONE


class FormerNumber(models.Model):
    """A number under which a person was registered before: the person is still found by it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="former_numbers", verbose_name=_("person")
    )
    number_kind = models.CharField(max_length=20, choices=Person.NumberKind)
    # As in Person, and bound to this row's id.
    number_encrypted = models.BinaryField(editable=False)
    number_key_version = models.PositiveSmallIntegerField(editable=False)
    number_index = models.BinaryField(max_length=32, unique=True, editable=False)
    replaced_at = models.DateTimeField(_("replaced"), auto_now_add=True)

    class Meta:
        verbose_name = _("former number")
        verbose_name_plural = _("former numbers")

    def __str__(self):
        return f"Former number {self.pk}"
