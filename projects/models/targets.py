from datetime import date
from fractions import Fraction

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from esfportal.languages import in_language
from esfportal.ui import formats
from projects.models.components import PartMixin
from projects.models.project import Project
from projects.target_path import LONGEST, Point, planned, points_from


class Measure(models.TextChoices):
    """A measure for a project's own targets, in addition to the official indicators."""

    PARTICIPANTS = "participants", _("Participants")
    LEAVERS = "leavers", _("Participants who have left")
    WORK = "work", _("Into work")
    OCCUPATION = "occupation", _("Into work, studies or internship")
    PROGRESSION = "progression", _("Closer to the labour market")
    WOMEN_SHARE = "women_share", _("Share of women")
    BEGAN_OR_INCREASED = "began_or_increased", _("Began or increased work or studies")


class Target(PartMixin):
    """A goal: a measure and a value to compare it with."""

    class Comparison(models.TextChoices):
        EXACTLY = "exactly", _("exactly")
        AT_LEAST = "at_least", _("at least")
        AT_MOST = "at_most", _("at most")

    class Unit(models.TextChoices):
        NUMBER = "number", _("number")
        SHARE = "share", _("per cent")

    class Denominator(models.TextChoices):
        LEAVERS = "leavers", _("those who have left")
        PARTICIPANTS = "participants", _("participants")
        TARGET = "target", _("the planned number")
        # Also the code of the measure that counts them.
        COMPARED = "compared", _("those whose work and studies are known")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="targets")
    code = models.SlugField(_("code"), max_length=60)
    label = models.CharField(_("in words"), max_length=200, blank=True)
    label_en = models.CharField(_("in words, in English"), max_length=200, blank=True)
    measure = models.CharField(_("measure"), max_length=20, choices=Measure)
    comparison = models.CharField(_("comparison"), max_length=10, choices=Comparison)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    value = models.DecimalField(_("value"), max_digits=10, decimal_places=2)
    denominator = models.CharField(
        _("as a share of"), max_length=15, choices=Denominator, default=Denominator.LEAVERS
    )
    # Points of the path, as texts ("2024-06-30 40"): written and read together. Empty: straight (ADR 179).
    path = ArrayField(models.CharField(max_length=LONGEST), verbose_name=_("path"), default=list, blank=True)
    path_planned_on = models.DateField(_("path planned on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_public = models.BooleanField(
        _("show the result on the public page"),
        default=False,
        help_text=_(
            "As in the latest submitted report's version for the public, in which small numbers are hidden. It is "
            "shown within an hour."
        ),
    )

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["project", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "code"],
                name="target_code_once",
                violation_error_message=_("The project already has a target with this code."),
            ),
            models.CheckConstraint(
                condition=PartMixin.ONE_PART_AT_MOST,
                name="target_one_part_at_most",
                violation_error_message=_(
                    "Choose a sub-project, a municipality or an intervention, not several of them."
                ),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0) & (Q(unit="number") | Q(value__lte=100)),
                name="target_value_possible",
                violation_error_message=_("A number is zero or more, a share from 0 to 100 per cent."),
            ),
            models.CheckConstraint(
                condition=~Q(unit="share", denominator="target"),
                name="target_share_of_people",
                violation_error_message=_("A share is a share of those who have left or of participants."),
            ),
            models.CheckConstraint(
                condition=Q(denominator="compared", unit="share", measure="began_or_increased")
                | (~Q(denominator="compared") & ~Q(unit="share", measure="began_or_increased")),
                name="target_compared_for_its_measure",
                violation_error_message=_(
                    "Those who began or increased work or studies are a share of those whose work and studies are "
                    "known."
                ),
            ),
            models.CheckConstraint(
                condition=Q(path=[], path_planned_on=None)
                | (~Q(path=[]) & Q(path_planned_on__isnull=False, unit="number") & ~Q(comparison="at_most")),
                name="target_path_of_number",
                violation_error_message=_(
                    "A path has a day when it was planned, and is of a number that grows."
                ),
            ),
        ]

    def __str__(self):
        return self.display_label

    @classmethod
    def default_denominator(cls, measure, unit):
        if measure == Measure.WOMEN_SHARE:  # a share of all participants, by definition
            return cls.Denominator.PARTICIPANTS
        if unit == cls.Unit.NUMBER:
            return cls.Denominator.TARGET
        return cls.Denominator.COMPARED if measure == Measure.BEGAN_OR_INCREASED else cls.Denominator.LEAVERS

    @property
    def display_label(self):
        return in_language(self.label, self.label_en) or self.get_measure_display()

    @property
    def has_path(self) -> bool:
        """Return whether the number is to grow: a share, and at most so many, are the goal all the time."""
        return self.unit == self.Unit.NUMBER and self.comparison != self.Comparison.AT_MOST

    @property
    def points(self) -> list[Point]:
        return points_from(self.path)

    def planned_by(self, day: date) -> Fraction | None:
        """Return how many are planned by the end of the day; None without a path or the project's days."""
        start, end = self.project.starts_on, self.project.ends_on
        if not (self.has_path and start and end):
            return None
        return planned(Fraction(self.value), start, end, day, self.points)

    @property
    def value_text(self):
        """Return the value in words: "418", "60 %"."""
        if self.unit == self.Unit.SHARE:
            return formats.percent(self.value, decimals=None)
        return formats.number(self.value)

    @property
    def goal_text(self):
        """Return the goal in words: "exactly 418", "at least 60 % of leavers"."""
        goal = f"{self.get_comparison_display()} {self.value_text}"
        if self.unit == self.Unit.NUMBER:
            return goal
        wholes = {
            self.Denominator.LEAVERS: _("of those who have left"),
            self.Denominator.PARTICIPANTS: _("of the participants"),
            self.Denominator.TARGET: _("of the planned number"),
            self.Denominator.COMPARED: _("of those whose work and studies are known"),
        }
        return f"{goal} {wholes[self.Denominator(self.denominator)]}"


class Condition(models.TextChoices):
    """A condition of a target group; the participant's entry record shows if it is fulfilled."""

    UNEMPLOYED = "unemployed", _("unemployed")
    LONG_TERM_UNEMPLOYED = "long_term_unemployed", _("long-term unemployed")
    INACTIVE = "inactive", _("outside the labour force")
    SICK_LISTED = "sick_listed", _("sick-listed")
    LONG_TERM_SICK_LISTED = "long_term_sick_listed", _("long-term sick-listed")
    SICKNESS_PENSION = "sickness_pension", _("with sickness pension")
    INCOME_SUPPORT = "income_support", _("with income support")
    NEWLY_ARRIVED = "newly_arrived", _("newly arrived")
    REFUGEE = "refugee", _("refugee")
    DISABILITY = "disability", _("with a disability")
    NOT_IN_EDUCATION = "not_in_education", _("not in education")
    WOMAN = "woman", _("woman")


class TargetGroup(models.Model):
    """A rule for who may take part."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="target_groups")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    min_age = models.PositiveSmallIntegerField(_("youngest age"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("oldest age"), null=True, blank=True)
    all_of = ArrayField(
        models.CharField(max_length=30, choices=Condition), verbose_name=_("all of"), default=list, blank=True
    )
    any_of = ArrayField(
        models.CharField(max_length=30, choices=Condition), verbose_name=_("any of"), default=list, blank=True
    )
    note = models.TextField(_("note"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        ordering = ["project", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "code"],
                name="target_group_code_once",
                violation_error_message=_("The project already has a target group with this code."),
            ),
            models.CheckConstraint(
                condition=Q(min_age__isnull=True) | Q(max_age__isnull=True) | Q(max_age__gte=F("min_age")),
                name="target_group_age_span",
                violation_error_message=_("The oldest age is below the youngest."),
            ),
        ]

    def __str__(self):
        return self.display_name

    @property
    def display_name(self):
        return in_language(self.name, self.name_en)

    @property
    def display_note(self):
        return in_language(self.note, self.note_en)

    @property
    def rule_text(self):
        """Return the rule in words: "18–64 years; one of: long-term unemployed, sick-listed"."""
        parts = [self._age_text()]
        if self.all_of:
            parts.append(self._labels(self.all_of))
        if self.any_of:
            parts.append(_("one of: %(conditions)s") % {"conditions": self._labels(self.any_of)})
        return "; ".join(filter(None, parts))

    def _age_text(self):
        ages = {"youngest": self.min_age, "oldest": self.max_age}
        if self.min_age is not None and self.max_age is not None:
            return _("%(youngest)s–%(oldest)s years") % ages
        if self.min_age is not None:
            return _("%(youngest)s years or older") % ages
        return _("%(oldest)s years or younger") % ages if self.max_age is not None else ""

    @staticmethod
    def _labels(conditions):
        return ", ".join(str(Condition(condition).label) for condition in conditions)
