from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.attendance.models.enrolments import AboutPerson
from participants.own_page.querysets import LinkRequestQuerySet, OwnPageLinkQuerySet
from participants.register.models import Participation


class OwnPageLink(AboutPerson):
    """A participant's link to the own page: it works once, with a code, and begins one session.

    A session that began with an e-identification has a row without a link that could be opened.
    """

    class Method(models.TextChoices):
        LINK = "link", _("a link and a code")
        MAIL = "mail", _("a link and a code by e-mail")
        E_ID = "e_id", _("e-identification")

    VALID_FOR = timedelta(days=14)
    TRIES = 5  # of the code, in all
    MAX_IDLE = timedelta(minutes=20)
    MAX_AGE = timedelta(hours=2)

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="own_page_links",
        verbose_name=_("participation"),
    )
    method = models.CharField(
        _("signed in with"), max_length=5, choices=Method, default=Method.LINK, editable=False
    )
    sent_to = models.CharField(_("sent to"), max_length=260, blank=True, editable=False)  # masked
    # Only the participant has the token and the code. The code's hash is keyed: there are few codes.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    code_hash = models.CharField(max_length=64, editable=False)
    tries = models.PositiveSmallIntegerField(_("codes tried"), default=0, editable=False)
    expires_at = models.DateTimeField(_("valid until"), editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    # The session; only the browser has its key.
    session_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    opened_at = models.DateTimeField(_("signed in"), null=True, editable=False)
    used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    ended_at = models.DateTimeField(_("signed out"), null=True, editable=False)

    objects = OwnPageLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to an own page")
        verbose_name_plural = _("links to own pages")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation"],
                condition=Q(withdrawn_at__isnull=True, method__in=["link", "mail"]),
                name="own_page_link_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(session_hash__isnull=True, opened_at__isnull=True, used_at__isnull=True)
                | Q(session_hash__isnull=False, opened_at__isnull=False, used_at__isnull=False),
                name="own_page_session_whole_or_none",
            ),
            models.CheckConstraint(condition=Q(tries__lte=5), name="own_page_link_few_tries"),
        ]

    def __str__(self):
        return f"Link {self.pk}"

    @property
    def last_day(self):
        return timezone.localdate(self.expires_at)

    @property
    def tries_left(self):
        return self.TRIES - self.tries

    @property
    def can_be_opened(self):
        is_unused = self.withdrawn_at is None and self.opened_at is None and self.tries_left > 0
        return is_unused and self.expires_at > timezone.now()

    @property
    def is_signed_in(self):
        now = timezone.now()
        return (
            self.opened_at is not None
            and self.withdrawn_at is None
            and self.ended_at is None
            and self.used_at > now - self.MAX_IDLE
            and self.opened_at > now - self.MAX_AGE
        )


class LinkRequest(models.Model):
    """A visitor's wish for a link by e-mail."""

    MOST_OF_ADDRESS, MOST_OF_VISITOR = 3, 20  # in an hour

    email_index = models.BinaryField(max_length=32, editable=False)
    visitor_hash = models.CharField(max_length=64, editable=False)
    origin = models.CharField(max_length=200)  # the portal's address, for the link
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now, db_index=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)

    objects = LinkRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a link")
        verbose_name_plural = _("requests for links")

    def __str__(self):
        return f"Request {self.pk}"
