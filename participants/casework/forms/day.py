"""Filters of My day, its place in the list, and the forms that are opened from it."""

from datetime import timedelta

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import memberships_with
from accounts.permissions import Permission
from esfportal.database.together import read_together
from esfportal.ui.form_layouts import DateField, FilterForm, PortalHelper, Short
from participants.casework.caseload import (
    ALL,
    MINE,
    NO_ONES,
    colleagues,
    former_worker,
    people_of,
    users_in,
    works_with_people,
)
from participants.casework.kinds import kind_choices
from participants.casework.models import AbsenceCover
from participants.casework.own_kinds.missing_answers import missing_answers
from participants.casework.pages.list_address import day_address
from participants.casework.worklist import read_waiting
from participants.register.access import visible_participations
from participants.register.forms import EntryForm
from participants.register.forms.confirmation import WARNINGS
from participants.register.forms.fields import ReasonField
from participants.register.forms.layouts import rows
from projects.models import Intervention, Municipality, Project

FURTHEST = timedelta(days=90)


class WhoseForm(forms.Form):
    """The part of the query that chooses the people."""

    whose = forms.CharField(required=False, max_length=20)
    project = forms.CharField(required=False, max_length=100)


class DayFilter(FilterForm):
    """Filters by case worker, project, part and kind. The rows are read when the form is made."""

    whose = forms.ChoiceField(label=_("Whose"), required=False)
    project = forms.ChoiceField(label=_("Project"), required=False)
    part = forms.ChoiceField(label=_("Part"), required=False)
    kind = forms.ChoiceField(label=_("Kind of work"), required=False)
    put_off = forms.BooleanField(label=_("Show what is put off"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.today = user, timezone.localdate()
        self.default = MINE if works_with_people(user) else ALL
        asked = WhoseForm(self.data)
        asked.is_valid()
        covers = AbsenceCover.objects.not_over(self.today)
        covers = covers.filter(Q(absent_worker=user) | Q(cover_worker=user)).order_by("starts_on")
        colleagues_, projects, self.covers, named = read_together(
            colleagues(user),
            Project.objects.visible_to(user),
            covers,
            users_in(covers),
        )
        self.names = {each.pk: each.full_name for each in named}
        others = colleagues_ if self.default == MINE else [user, *colleagues_]
        others += former_worker(asked.cleaned_data.get("whose", ""), [user, *colleagues_])
        self.workers = {each.pk: each.full_name for each in [user, *others]}
        self.projects = {each.pk: each for each in projects}
        self._offer_whose(others)
        self._offer_projects(asked.cleaned_data.get("project"))
        self.waiting = self._read(asked.cleaned_data.get("whose") or self.default)
        self._offer_parts()
        self.fields["kind"].choices = [("", _("All")), *kind_choices()]

    def _offer_whose(self, others):
        own = [(MINE, _("My participants"))] if self.default == MINE else []
        self.fields["whose"].choices = [
            *own,
            (ALL, _("All I may see")),
            (NO_ONES, _("Without a case worker")),
            *((str(each.pk), each.full_name) for each in others),
        ]
        self.fields["whose"].initial = self.default

    def _offer_projects(self, slug):
        by_slug = {each.slug: each for each in self.projects.values()}
        self.project_chosen = by_slug.get(slug)
        self.fields["project"].choices = [
            ("", _("All")),
            *((each.slug, each.display_short_name) for each in by_slug.values()),
        ]
        if len(by_slug) < 2:
            del self.fields["project"]

    def _read(self, whose):
        if whose not in dict(self.fields["whose"].choices):
            whose = self.default
        self.chosen_whose = whose
        people = people_of(self.user, whose)
        if self.project_chosen:
            people = people.in_project(self.project_chosen)
        waiting = read_waiting(people, user=self.user, today=self.today)
        # What waits for the user alone, such as a hand-over, is in the list that the page begins with.
        return waiting if whose == self.default else [row for row in waiting if row.participation]

    @property
    def own_projects(self):
        """The projects in which the user is a case worker, for handing over all the people in one."""
        held = {each.project_id for each in memberships_with(self.user, Permission.PARTICIPANT_EDIT)}
        return [(each.slug, each.display_short_name) for key, each in self.projects.items() if key in held]

    @property
    def only_project(self):
        """The slug of the only project in which a case worker works, for registering in it; otherwise ""."""
        projects = self.own_projects if self.default == MINE else []
        return projects[0][0] if len(projects) == 1 else ""

    def _offer_parts(self):
        # Protected people add no part: the list must not reveal where they are.
        shown = [row for row in self.waiting if not row.is_protected]
        municipalities, interventions, self.locked = read_together(
            Municipality.objects.filter(pk__in={row.municipality for row in shown} - {None}).order_by("name"),
            Intervention.objects.filter(pk__in={row.intervention for row in shown} - {None}).order_by("name"),
            visible_participations(self.user).protected().openable_by(self.user),
        )
        parts = [
            *((f"m{each.pk}", each.name) for each in municipalities),
            *((f"i{each.pk}", each.display_name) for each in interventions),
        ]
        self.part_names = dict(parts)
        self.fields["part"].choices = [("", _("All")), *parts]
        if len(parts) < 2:
            del self.fields["part"]

    @cached_property
    def in_part(self):
        """The rows of the chosen part, of all kinds, put off or not."""
        part = self.values.get("part", "")
        if not part:
            return self.waiting
        return [
            row
            for row in self.waiting
            if not row.is_protected and part in (f"m{row.municipality}", f"i{row.intervention}")
        ]

    @cached_property
    def found(self):
        """The rows that all filters leave."""
        kind, is_put_off = self.values.get("kind"), bool(self.values.get("put_off"))
        return [
            row
            for row in self.in_part
            if bool(row.put_off_until) is is_put_off and kind in (None, row.kind.key)
        ]

    def chips(self):
        return [chip for name in self.values if name != "whose" for chip in self._chips_of(name)]


class PlaceForm(forms.Form):
    """The place of a row in My day, from which a form was opened."""

    place = forms.IntegerField(min_value=0, required=False)
    row = forms.CharField(max_length=80, required=False)  # the row's kind and subject
    saved = forms.UUIDField(required=False)  # the participation whose form was saved

    def clean_place(self):
        return self.cleaned_data["place"] or 0

    @property
    def list_address(self):
        return day_address(self.data.urlencode())


class PostponeForm(forms.Form):
    until = DateField(
        label=_("Put off until"),
        help_text=_("It is in the list again on this day, at most 90 days from today."),
        error_messages={"required": _("State the day.")},
    )
    reason = ReasonField(label=_("Why"))

    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(
            Short("until"), "reason", submit=_("Put off"), cancel_url=cancel_url, mark_optional=False
        )

    def clean_until(self):
        until, today = self.cleaned_data["until"], timezone.localdate()
        if not today < until <= today + FURTHEST:
            raise forms.ValidationError(gettext("Choose a day after today, within 90 days."))
        return until


class MissingAnswersForm(EntryForm):
    """The answers alone without which the record counts in no indicator."""

    def __init__(self, *args, participation, **kwargs):
        super().__init__(*args, participation=participation, **kwargs)
        missing = missing_answers(participation)
        if "labour_market_status" in missing:
            missing += ["unemployed_since", "self_employed"]
        for name in self.fields.keys() - {*missing, "confirmed", "reason"}:
            del self.fields[name]
        self.helper.layout = Layout(rows(missing), WARNINGS)
        self.asked = missing

    def clean(self):
        super().clean()
        if not any(self.data.get(name) for name in self.asked):
            self.add_error(None, gettext("Answer at least one of the questions."))

    def _clean_ground(self):
        pass  # the ground for admission is not asked here, and stays

    def values(self):
        # Nothing but what is asked: other answers stay as they are.
        return {name: value for name, value in super().values().items() if name in self.fields}
