"""Filters and sort order of the participant list. Names are searched by POST (participants.register.pages.search)."""

from urllib.parse import urlencode

from django import forms
from django.db.models import Case, F, IntegerField, Q, When
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.access import may, memberships_with
from accounts.permissions import Permission
from esfportal.database.swedish_order import by_shown_name, swedish_order
from esfportal.database.together import read_together
from esfportal.ui.form_layouts import Chip, DateField, FilterForm, SortField
from participants.register.access import participations_in
from participants.register.choices import Protection
from participants.register.facts import WITHOUT_ANSWER, with_facts
from participants.register.models import ChosenColumns, Participation, SavedFilter, Spell
from participants.register.pages import list_columns
from participants.register.pages.page_context import record_rules
from participants.register.pages.person_list import PartNames
from participants.register.pages.search import MAX_LENGTH
from participants.register.rules.capacity import capacity_from, capacity_values
from participants.register.rules.case_workers import case_worker_values
from projects.models import Intervention, Municipality, ProgrammePeriod

STATUSES = [
    ("", _("All")),
    ("in", _("In the project")),
    ("left", _("Left")),
    ("incomplete", _("Answers missing")),
    ("no-exit", _("End missing")),
    ("late-exit", _("Ended after the project")),
    ("no-result", _("Result missing")),
    ("follow-up", _("Follow-up due")),
    ("protected", _("Protected identity")),
    ("authorised", _("Protected, and you are authorised")),
    ("unauthorised", _("Protected, and no one is authorised")),
    ("unreadable", _("Number can't be read")),
]
MISSING = [
    ("", _("All")),
    ("status", _("Labour-market status")),
    ("education", _("Highest completed education")),
    ("household", _("Household")),
    ("number", _("Personal identity number")),
    ("case-worker", _("Case worker")),
]
NO_CASE_WORKER, NONE_AT_WORK = "none", "none-at-work"
WITHOUT_WORKER = [
    (NO_CASE_WORKER, _("No case worker")),
    (NONE_AT_WORK, _("No case worker, or one whose role has ended")),
]
LEADERS_STATUSES = {"unauthorised", "unreadable"}
ORDERS = {
    # Protected identities are last in every order: their position must not reveal anything.
    "name": None,
    "entry": ("first_entry",),
    "exit": ("last_exit",),
    "work": ("remaining_work", "name_order"),
    "state": ("has_left", "name_order"),
    "age": ("age", "name_order"),
    "follow_up": ("follow_up_from", "name_order"),
    # By the position of the part's name.
    "municipality": ("last_municipality", "name_order"),
    "intervention": ("last_intervention", "name_order"),
    "case_worker": ("last_worker", "name_order"),
}


class ParticipantFilter(FilterForm):
    default_order = "name"

    status = forms.ChoiceField(label=_("State"), choices=STATUSES, required=False)
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    intervention = forms.ChoiceField(label=_("Intervention"), required=False)
    entered_from = DateField(label=_("Started from"), required=False)
    entered_to = DateField(label=_("Started to"), required=False)
    exited_from = DateField(label=_("Ended from"), required=False)
    exited_to = DateField(label=_("Ended to"), required=False)
    missing = forms.ChoiceField(label=_("Missing"), choices=MISSING, required=False)
    case_worker = forms.ChoiceField(label=_("Case worker"), required=False)
    rule = forms.ChoiceField(label=_("Rule that is not followed"), required=False)
    sort = SortField(ORDERS)
    search = forms.CharField(required=False, widget=forms.HiddenInput)  # the key of the search

    def __init__(self, *args, project, user, term=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.term = term
        if term is None:
            del self.fields["search"]
        # Only those who look after the register are asked to do something about these.
        left_out = set() if may(user, Permission.PARTICIPANT_AUTHORISE, project) else LEADERS_STATUSES
        if project.ends_on is None or project.ends_on >= timezone.localdate():
            left_out = left_out | {"late-exit"}
        self.fields["status"].choices = [each for each in STATUSES if each[0] not in left_out]
        if project.programme_period != ProgrammePeriod.P2014:  # others ask no questions about the household
            self.fields["missing"].choices = [each for each in MISSING if each[0] != "household"]
        is_limited = _is_limited_to_parts(user, project)
        # The capacity is shown above the list, and is read with the choices in one statement.
        places, interventions, (capacity,), workers, chosen, self.saved_filters = read_together(
            _municipalities(project, user, is_limited=is_limited),
            project.interventions.order_by(by_shown_name()),
            capacity_values(),
            case_worker_values(),
            ChosenColumns.objects.filter(user=user),
            SavedFilter.objects.visible_to(user, project),
            project=project.pk,
        )
        self.chosen_columns = chosen[0].columns if chosen else list_columns.DEFAULT
        self.capacity = capacity_from(capacity)
        # Every part that the list may show: all interventions, and where people have been.
        self.part_names = PartNames(
            {each.code: each.name for each in places},
            {each.pk: each.display_name for each in interventions},
            dict(workers),
        )
        self._offer_parts([(each.code, each.display_name) for each in interventions], is_limited=is_limited)
        self.rules = record_rules(project) if self.data.get("rule") else {}
        self.fields["rule"].choices = [(key, text) for key, (text, _broken) in self.rules.items()]
        if not self.rules:
            del self.fields["rule"]  # reached by a link from a report, not chosen here
        self.project, self.user = project, user

    def _offer_parts(self, interventions, *, is_limited):
        names = self.part_names
        self.fields["municipality"].choices = [("", _("All")), *names.municipalities.items()]
        if is_limited and len(names.municipalities) < 2:
            del self.fields["municipality"]  # the same in every row
        self.fields["intervention"].choices = [("", _("All")), *interventions]
        if not interventions:
            del self.fields["intervention"]
        workers = [(str(key), name) for key, name in names.case_workers.items()]
        self.fields["case_worker"].choices = [("", _("All")), *workers, *WITHOUT_WORKER]

    def find_keys(self):
        """Return the keys of all participations that the list shows, in its order."""
        found = participations_in(self.project, self.user)
        found = self.term.apply(found, self.user) if self.term else found
        found = self.filter(with_facts(found) if self.needs_facts else found)
        # All keys of one project: composing the same filter again for a count costs more than reading them.
        return list(found.values_list("pk", flat=True))

    @property
    def query(self):
        """Return the query of the list's first page, "" without one."""
        data = self.data.copy()
        data.pop("page", None)
        return f"?{data.urlencode()}" if data else ""

    @property
    def criteria(self):
        """Return the filters and the order as a query, without the page and the search for a person."""
        return urlencode({name: value for name, value in self.values.items() if name != "search"})

    @property
    def offered_columns(self):
        # A part that is the same for all is no column.
        left_out = {"municipality", "intervention"} - self.fields.keys()
        return [each for each in list_columns.OF_LIST if each.key not in left_out]

    @cached_property
    def columns(self):
        """Return the columns of the list next to the name, as the user has chosen."""
        return [each for each in self.offered_columns if each.key in self.chosen_columns]

    def filter(self, participations):
        """Filter and order participations, which have facts where `needs_facts`."""
        chosen = self.values
        if status := chosen.get("status"):
            participations = self._with_status(participations, status)
        if rule := chosen.get("rule"):
            participations = participations.filter(self.rules[rule][1])
        if municipality := chosen.get("municipality"):
            participations = participations.filter(last_municipality=municipality)
        if code := chosen.get("intervention"):
            intervention = Intervention.objects.filter(project=self.project, code=code)
            participations = participations.filter(last_intervention__in=intervention.values("pk"))
        if missing := chosen.get("missing"):
            participations = self._with_missing(participations, missing)
        if worker := chosen.get("case_worker"):
            participations = self._with_worker(participations, worker)
        # A filter by part would show where a protected person is, so they are left out.
        if self.narrows_by_part:
            participations = participations.unprotected()
        # Otherwise a protected identity is shown only to a user who has opened the record: that a person is
        # protected is all that a list may reveal.
        elif self.narrows:
            participations = participations.unprotected_or_opened_by(self.user)
        if first := chosen.get("entered_from"):
            participations = participations.filter(first_entry__gte=first)
        if last := chosen.get("entered_to"):
            participations = participations.filter(first_entry__lte=last)
        if chosen.get("exited_from") or chosen.get("exited_to"):
            participations = participations.with_exit_between(
                chosen.get("exited_from"), chosen.get("exited_to")
            )
        return self._order(participations)

    def _with_worker(self, participations, worker):
        if worker == NONE_AT_WORK:
            return participations.without_active_case_worker(timezone.localdate())
        return participations.with_last_case_worker(None if worker == NO_CASE_WORKER else worker)

    def _with_missing(self, participations, missing):
        match missing:
            case "case-worker":
                return participations.with_last_case_worker(None)
            case "number":
                return participations.without_number()
            case _:
                return participations.filter(WITHOUT_ANSWER[missing])

    def _with_status(self, participations, status):
        today = timezone.localdate()
        match status:
            case "in":
                return participations.taking_part()
            case "left":
                return participations.having_left()
            case "incomplete":
                return participations.incomplete()
            case "no-exit":
                return participations.without_exit(today)
            case "late-exit":
                return participations.ended_after_project()
            case "no-result":
                return participations.without_result()
            case "follow-up":
                return participations.due_for_follow_up(today)
            case "protected":
                return participations.protected()
            case "authorised":
                return participations.protected().openable_by(self.user)
            case "unauthorised":
                return participations.without_authorised_case_worker()
            case "unreadable":
                return participations.with_unreadable_number()

    @property
    def offers_municipalities(self):
        return "municipality" in self.fields

    @property
    def needs_facts(self):
        # Names and their order need no facts.
        return bool(self._filters) or self.order.removeprefix("-") != "name"

    @property
    def narrows(self):
        return bool(self._filters - ({"status"} if self._asks_protected else set()))

    @property
    def _filters(self):
        return self.values.keys() - {"sort", "search"}

    def chips(self):
        found = super().chips()
        if self.term and not self.term.error:
            text = format_lazy("{label}: {text}", label=_("Search"), text=self.term.text or _("a number"))
            found.insert(0, Chip(text, self._query_without("search", self.data["search"])))
        return found

    @property
    def _asks_protected(self):
        return self.values.get("status") in ("protected", "authorised", "unauthorised")

    @property
    def narrows_by_part(self):
        # A case worker works in a part.
        return bool(self.values.keys() & {"municipality", "intervention", "case_worker"})

    def _order(self, participations):
        descending = self.order.startswith("-")
        fields = ORDERS[self.order.removeprefix("-")]
        if fields is None:
            return participations.in_list_order(descending=descending)
        if "remaining_work" in fields:
            participations = participations.with_remaining_work(timezone.localdate())
        if "last_worker" in fields:
            participations = participations.with_last_worker()
        fields = [self._by_position(field) for field in fields]
        last = Case(When(person__protection=Protection.NONE, then=0), default=1)
        shown = [Case(When(person__protection=Protection.NONE, then=field)) for field in fields]
        ordered = [each.desc() if descending else each.asc() for each in shown]
        return participations.order_by(last, *ordered, "pk")

    def _by_position(self, field):
        """Return what to order by: the position of a name in its list, where the field holds a key."""
        names = self.part_names
        positions = {
            "last_municipality": names.municipalities,
            "last_intervention": names.interventions,
            "last_worker": names.case_workers,
        }
        if field == "has_left":
            return Case(When(last_exit__isnull=True, then=0), default=1)
        if field not in positions:
            return F(field)
        cases = [When(**{field: key}, then=place) for place, key in enumerate(positions[field])]
        return Case(*cases, default=None, output_field=IntegerField())


class ColumnsForm(forms.Form):
    columns = forms.MultipleChoiceField(
        choices=[(each.key, each.heading) for each in list_columns.OF_LIST], required=False
    )


class SearchForm(forms.Form):
    """A name or a number, and the project to search in (its slug; empty: all)."""

    q = forms.CharField(required=False, max_length=MAX_LENGTH)
    project = forms.SlugField(required=False)

    def scope_and_text(self):
        self.is_valid()
        return self.cleaned_data.get("project", ""), self.cleaned_data.get("q", "")


def _is_limited_to_parts(user, project):
    held = memberships_with(user, Permission.PARTICIPANT_VIEW)
    return all(each.is_limited_to_part for each in held if each.project_id == project.pk)


def _municipalities(project, user, *, is_limited):
    # Where somebody whom the user may see has taken part and, for a user of the whole project, the project's own.
    # Protected identities add none: the list must not reveal where they are.
    seen = Participation.objects.visible_to(user).in_project(project).unprotected()
    offered = Q(pk__in=Spell.objects.filter(participation__in=seen).values("municipality"))
    if not is_limited:
        offered |= Q(projects=project)
    return Municipality.objects.filter(offered).distinct().order_by(swedish_order("name"))
