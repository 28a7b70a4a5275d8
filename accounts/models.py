from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import connections, models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.querysets import AuditEntryQuerySet, MembershipQuerySet, ReadEntryQuerySet
from esfportal.history import AppendOnly


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    full_name = models.CharField(_("name"), max_length=150)
    language = models.CharField(
        _("language"), max_length=2, choices=[("sv", "Svenska"), ("en", "English")], default="sv"
    )
    is_staff = models.BooleanField(
        _("may open the administration"),
        default=False,
        help_text=_("Administrators of people and organisations; gives no sight of participants."),
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Take this away instead of deleting somebody.")
    )
    date_joined = models.DateTimeField(_("added"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["full_name", "email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("There is already a user with this e-mail address."),
            )
        ]

    def __str__(self):
        return self.full_name or self.email

    def get_short_name(self):
        return self.full_name or self.email

    def _get_session_auth_hash(self, secret=None):
        # Includes the e-mail, so that sessions end when the address changes, as with the password.
        key_salt = "accounts.models.User.session"
        value = f"{self.password}:{self.email}"
        return salted_hmac(key_salt, value, secret=secret, algorithm="sha256").hexdigest()


class Organisation(models.Model):
    """An organisation that owns, funds or takes part in a project."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        FEDERATION = "federation", _("federation of municipalities")
        REGION = "region", _("region")
        COUNTY_BOARD = "county_board", _("county administrative board")
        AGENCY = "agency", _("government agency")
        COORDINATION = "coordination", _("coordination association")
        PARTNERSHIP = "partnership", _("structural fund partnership")
        ASSOCIATION = "association", _("association")
        COMPANY = "company", _("company")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=200, unique=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    number = models.CharField(_("organisation number"), max_length=11, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("administrator")
    PROJECT_LEADER = "project_leader", _("project leader")
    CASE_WORKER = "case_worker", _("case worker")
    FUNDER = "funder", _("funder")
    AUDITOR = "auditor", _("auditor")


# Without a part it covers the whole project. An administrator's has no project.
class Membership(models.Model):
    """A user's role in a project, or in one part of it, for a period."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    project = models.ForeignKey(
        "projects.Project",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("project"),
    )
    sub_project = models.ForeignKey(
        "projects.SubProject", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("sub-project")
    )
    municipality = models.ForeignKey(
        "projects.Municipality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("municipality"),
    )
    intervention = models.ForeignKey(
        "projects.Intervention",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("intervention"),
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(
        _("to"), null=True, blank=True, help_text=_("The last day; empty: until further notice.")
    )
    reason = models.CharField(
        _("reason"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_("An auditor's: what is audited, and by whose order."),
    )
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)  # ended early
    ended_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("ended by"),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["user", "project", "role"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role="administrator", project__isnull=True)
                | (~Q(role="administrator") & Q(project__isnull=False)),
                name="membership_project_unless_administrator",
                violation_error_message=_("Every role but the administrator's belongs to a project."),
            ),
            models.CheckConstraint(
                condition=Q(sub_project__isnull=True, municipality__isnull=True)
                | Q(sub_project__isnull=True, intervention__isnull=True)
                | Q(municipality__isnull=True, intervention__isnull=True),
                name="membership_one_part_at_most",
                violation_error_message=_(
                    "Choose a sub-project, a municipality or an intervention, not several of them."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(role="auditor") | (Q(ends_on__isnull=False) & ~Q(reason="")),
                name="membership_auditor_for_a_time_and_reason",
                violation_error_message=_("An auditor needs a last day and a stated reason."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, ends_on__isnull=False),
                name="membership_ended_when_and_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["user", "project"], name="membership_user_project")]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}"

    @property
    def part(self):
        return self.sub_project or self.municipality or self.intervention

    @property
    def is_limited_to_part(self):
        return bool(self.sub_project_id or self.municipality_id or self.intervention_id)

    @property
    def is_over(self):
        return self.ended_at is not None or (self.ends_on is not None and self.ends_on < timezone.localdate())


# No foreign key to User: addresses without an account are counted too.
class SignInGuesses(models.Model):
    account = models.CharField(_("account"), max_length=64, help_text=_("A keyed hash, never the address."))
    client = models.CharField(_("where from"), max_length=64, blank=True)
    guesses = models.PositiveSmallIntegerField(_("guesses"), default=0)
    since = models.DateTimeField(_("counted since"), default=timezone.now)
    paused_until = models.DateTimeField(_("paused until"), null=True, blank=True)

    class Meta:
        verbose_name = _("guesses at a sign-in")
        verbose_name_plural = _("guesses at sign-ins")
        constraints = [
            models.UniqueConstraint(fields=["account", "client"], name="sign_in_guesses_once"),
        ]

    def __str__(self):
        return f"{self.guesses} since {self.since:%Y-%m-%d %H:%M}"

    def add_attempt(self, now, limit, pause):
        """Count one attempt; pause the account when the limit is reached."""
        if self.since < now - pause:  # start a new count
            self.guesses, self.since, self.paused_until = 0, now, None
        self.guesses += 1
        if self.guesses >= limit:
            self.guesses, self.since, self.paused_until = 0, now + pause, now + pause
        self.save()


class AuditEntry(models.Model):
    """Audit entry: who did what to which row. Append-only, without personal data."""

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    action = models.CharField(_("what"), max_length=60)
    project = models.ForeignKey(
        "projects.Project", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("project")
    )
    object_type = models.CharField(_("kind of object"), max_length=60)
    object_id = models.CharField(_("object"), max_length=60)
    details = models.JSONField(_("details"), default=dict, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_object")]
        triggers = [AppendOnly()]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"

    def _do_insert(self, manager, using, fields, returning_fields, raw):
        # No INSERT ... RETURNING: row-level security often hides the entry from the user who causes it.
        super()._do_insert(manager, using, fields, [], raw)
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT currval(pg_get_serial_sequence(%s, 'id'))", [self._meta.db_table])
            return [(cursor.fetchone()[0],)]


class ReadEntry(models.Model):
    """Access log entry: who was shown or exported which people. Append-only."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened")
        REVEALED = "revealed", _("number shown")
        LISTED = "listed", _("seen in a list")
        SEARCHED = "searched", _("found by searching")
        PRINTED = "printed", _("printed")
        DOWNLOADED = "downloaded", _("file downloaded")
        EXPORTED = "exported", _("data taken out")

    class Purpose(models.TextChoices):
        """Purpose of the page; a stated reason replaces it."""

        CASEWORK = "casework", _("casework")
        REGISTRATION = "registration", _("registration")
        IMPORT = "import", _("import")
        REPORTING = "reporting", _("reporting")
        LOG_REVIEW = "log_review", _("review of the log")

    # The user chose one person; lists and searches show many.
    DELIBERATE = (Kind.OPENED, Kind.REVEALED, Kind.PRINTED, Kind.DOWNLOADED, Kind.EXPORTED)

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    actor = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who"),
        db_index=False,  # begins an index below
        help_text=_("Empty: the operator, at the command line."),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    project = models.ForeignKey(
        "projects.Project",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("project"),
        db_index=False,  # begins an index below
    )
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    purpose = models.CharField(_("purpose"), max_length=500)
    # No foreign keys: the log outlives the participations.
    subjects = ArrayField(models.BigIntegerField(), default=list, verbose_name=_("participations"))
    count = models.PositiveIntegerField(_("number of people"))

    objects = ReadEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("read entry")
        verbose_name_plural = _("read entries")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(purpose=""), name="read_entry_has_a_purpose"),
        ]
        indexes = [
            GinIndex(fields=["subjects"], name="read_entry_subjects"),
            BrinIndex(fields=["at"], name="read_entry_at"),
            models.Index(fields=["project", "at"], name="read_entry_project"),
            models.Index(fields=["actor", "at"], name="read_entry_actor"),
        ]
        triggers = [AppendOnly()]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"

    @property
    def day(self):
        return timezone.localdate(self.at)  # Swedish time

    @property
    def purpose_text(self):
        return str(dict(self.Purpose.choices).get(self.purpose, self.purpose))


import accounts.history  # noqa: E402, F401 - the history of what stands above
