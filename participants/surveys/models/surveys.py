from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participants.surveys.querysets import QuestionQuerySet, SurveyQuerySet
from projects.models import Project

MOST_OWN = 10  # questions of a project's own, in a survey


class Occasion(models.TextChoices):
    START = "start", _("at the start")
    MIDDLE = "middle", _("in the middle")
    EXIT = "exit", _("upon leaving")
    SIX_MONTHS = "six_months", _("six months after leaving")


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


STATE_STYLES = {State.DRAFT: "none", State.OPEN: "info", State.CLOSED: "good"}


class Survey(models.Model):
    """Questions that a project asks its participants on one occasion; other questions are a new version."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="surveys", verbose_name=_("project")
    )
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.DRAFT, editable=False)
    # Fixed when the survey opens: what participants were promised holds.
    is_tied = models.BooleanField(_("tied to the participant"), default=False)
    is_released = models.BooleanField(_("funders see the results"), default=False)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    # From the first answer the questions stay.
    has_answers = models.BooleanField(_("has answers"), default=False, editable=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        constraints = [
            models.UniqueConstraint(fields=["project", "occasion", "version"], name="survey_version_once"),
            models.UniqueConstraint(
                fields=["project", "occasion"],
                condition=~Q(state="closed"),
                name="survey_one_at_a_time",
                violation_error_message=_("There is a survey for this occasion. Close it first."),
            ),
        ]

    def __str__(self):
        return f"Survey {self.pk}"

    def get_absolute_url(self):
        return reverse("surveys:survey", args=[self.project.slug, self.pk])

    @property
    def style(self):
        return STATE_STYLES[State(self.state)]

    @property
    def display_name(self):
        return f"{self.get_occasion_display()}, {self.version}"

    @property
    def is_open(self):
        return self.state == State.OPEN


class Question(models.Model):
    """A question of a survey, in three languages. Triggers keep it when there are answers (sql/surveys.sql)."""

    class Kind(models.TextChoices):
        SCALE = "scale", _("five steps")
        YES_NO = "yes_no", _("yes or no")
        TEXT = "text", _("own words")

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="questions", verbose_name=_("survey")
    )
    # Filled by a trigger, for row-level security.
    project = models.ForeignKey(
        Project,
        on_delete=models.DO_NOTHING,
        editable=False,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    order = models.PositiveSmallIntegerField(_("order"), editable=False)
    # Of the set that the portal offers (questions.toml); "" for the project's own.
    key = models.CharField(_("key"), max_length=20, blank=True, editable=False)
    kind = models.CharField(_("kind of answer"), max_length=6, choices=Kind)
    text_sv = models.CharField(_("question in Swedish"), max_length=300)
    text_en = models.CharField(_("question in English"), max_length=300, blank=True)
    text_easy = models.CharField(_("question in easy-to-read Swedish"), max_length=300, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of a survey")
        verbose_name_plural = _("questions of surveys")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "key"], condition=~Q(key=""), name="survey_question_once"
            )
        ]

    def __str__(self):
        return f"Question {self.pk}"

    @property
    def is_own(self):
        return not self.key

    @property
    def display_name(self):
        return self.text_sv

    def text_in(self, language):
        """Return the question in "sv", "en" or "easy", or in Swedish where it has no other text."""
        return getattr(self, f"text_{language}") or self.text_sv
