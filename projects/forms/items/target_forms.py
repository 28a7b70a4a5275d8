from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import Pair, Section, ShowWhen
from projects.forms.fields import PathField, formfield
from projects.forms.items.item_form import GeneratedCodeForm
from projects.models import PART_FIELDS, Condition, Measure, Target, TargetGroup
from projects.target_path import Mistake, mistakes, points_from

MISTAKES = {
    Mistake.OUTSIDE: _("Line %(line)s: the day is not within the project's days, before its last."),
    Mistake.NOT_LATER: _("Line %(line)s: the day is not later than that of the line before."),
    Mistake.FEWER: _("Line %(line)s: the number is lower than that of the line before."),
    Mistake.ABOVE_GOAL: _("Line %(line)s: the number is higher than the goal."),
}


class TargetForm(GeneratedCodeForm):
    part = forms.ChoiceField(label=_("Concerns"), initial="project")
    path = PathField(
        label=_("How many are planned by when"),
        required=False,
        help_text=_(
            "A day and a number on each line, for example 2024-06-30 40. The path is straight between them, from 0 at "
            "the start to the goal at the project's end. Left empty, it is straight all the way."
        ),
    )

    layout = (
        Section(_("What is measured"), "measure", "part"),
        Section(
            _("The goal"),
            "comparison",
            Pair("value", "unit"),
            ShowWhen("unit", "share", "denominator"),
        ),
        Section(_("The path to the goal"), ShowWhen("unit", "number", "path", "path_planned_on")),
        Section(_("How it is shown"), "label", "label_en", "is_public"),
    )

    class Meta:
        model = Target
        fields = ("measure", "comparison", "value", "unit", "denominator")
        fields += ("path", "path_planned_on", "label", "label_en", "is_public")
        formfield_callback = formfield
        labels = {"path_planned_on": _("Planned on")}
        help_texts = {
            "label": _("Left empty, the measure's own name is used."),
            "path_planned_on": _("Left as it is, a changed path is planned today."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        shares = (Target.Denominator.LEAVERS, Target.Denominator.PARTICIPANTS)
        self.fields["denominator"].choices = [(value.value, value.label) for value in shares]
        self.fields["denominator"].required = False
        if self.instance.unit != Target.Unit.SHARE:  # "the planned number" is not a choice
            self.initial["denominator"] = Target.Denominator.LEAVERS
        self.fields["part"].choices = list(self.part_choices())
        if name := self.instance.part_kind:
            self.initial["part"] = f"{name}:{self.instance.part.pk}"

    def part_choices(self):
        yield "project", _("the whole project")
        municipalities = [
            row.municipality for row in self.project.project_municipalities.select_related("municipality")
        ]
        groups = (
            ("sub_project", _("Sub-projects"), self.project.sub_projects.all()),
            ("municipality", _("Municipalities"), municipalities),
            ("intervention", _("Interventions"), self.project.interventions.all()),
        )
        for name, label, parts in groups:
            if parts:
                yield label, [(f"{name}:{part.pk}", str(part)) for part in parts]

    def clean(self):
        cleaned = super().clean()
        chosen, _colon, pk = (cleaned.get("part") or "").partition(":")
        for name in PART_FIELDS:
            setattr(self.instance, f"{name}_id", pk if name == chosen else None)
        measure, unit = cleaned.get("measure"), cleaned.get("unit")
        if measure == Measure.WOMEN_SHARE and unit == Target.Unit.NUMBER:
            self.add_error("unit", _("The share of women is a share: choose per cent."))
        # The user chooses the denominator of shares only, except of the measures that have their own.
        own = (Measure.WOMEN_SHARE, Measure.BEGAN_OR_INCREASED)
        may_choose = unit == Target.Unit.SHARE and measure not in own
        if not (may_choose and cleaned.get("denominator")):
            cleaned["denominator"] = Target.default_denominator(measure, unit)
        self._clean_path(cleaned)
        return cleaned

    def _clean_path(self, cleaned):
        if cleaned.get("unit") != Target.Unit.NUMBER:  # then the fields are hidden
            cleaned["path"] = []
        path = points_from(cleaned.get("path") or [])
        start, end = self.project.starts_on, self.project.ends_on
        if path and cleaned.get("comparison") == Target.Comparison.AT_MOST:
            self.add_error("path", _("A path is of a number that grows. Leave it empty for “at most”."))
        elif path and not (start and end):
            self.add_error("path", _("A path needs the project's first and last day. State them first."))
        elif path and cleaned.get("value") is not None:
            found = mistakes(path, goal=cleaned["value"], start=start, end=end)
            for place, mistake in found:
                self.add_error("path", MISTAKES[mistake] % {"line": place + 1})
        if not path:
            cleaned["path_planned_on"] = None
        elif not cleaned.get("path_planned_on") or (
            "path" in self.changed_data and "path_planned_on" not in self.changed_data
        ):
            cleaned["path_planned_on"] = timezone.localdate()

    def wanted_code(self):
        part = self.instance.part
        words = [self.instance.measure, slugify(str(part)) if part else ""]
        return "-".join(filter(None, words))


class TargetGroupForm(GeneratedCodeForm):
    layout = (
        Section(_("Who"), "name", "name_en", Pair("min_age", "max_age")),
        Section(_("Conditions that must be met"), "all_of", "any_of"),
        Section(_("More about the group"), "note", "note_en"),
    )

    class Meta:
        model = TargetGroup
        fields = ("name", "name_en", "min_age", "max_age", "note", "note_en")
        formfield_callback = formfield

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hints = {"all_of": _("Every one of these."), "any_of": _("At least one of these.")}
        labels = {"all_of": _("All of"), "any_of": _("Any of")}
        for name, hint in hints.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=labels[name],
                help_text=hint,
                choices=Condition.choices,
                required=False,
                initial=getattr(self.instance, name),
                widget=forms.CheckboxSelectMultiple,
            )

    def clean(self):
        cleaned = super().clean()
        self.instance.all_of = cleaned.get("all_of", [])
        self.instance.any_of = cleaned.get("any_of", [])
        ages = (cleaned.get("min_age"), cleaned.get("max_age"))
        if not (self.instance.all_of or self.instance.any_of or any(age is not None for age in ages)):
            raise ValidationError(_("State who belongs to the group: an age, or a condition."))
        return cleaned

    def wanted_code(self):
        return slugify(self.instance.name)
