from django import forms
from django.db.models import Max, Min
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audit.versions import VersionedForm, latest_event
from esfportal.ui.form_layouts import Pair, PortalHelper, Section
from esfportal.ui.formats import date_text
from projects.forms.fields import formfield
from projects.models import ProgrammePeriod, Project, ProjectText, ProjectTextHistory

FACTS = (
    Section(_("Name"), "name", "name_en", Pair("short_name", "short_name_en")),
    Section(
        _("Programme"),
        "programme_period",
        "programme_area",
        Pair("programme_area_name", "programme_area_name_en"),
        "region",
        "case_number",
        Pair("programme_cci", "specific_objective"),
    ),
    Section(_("Period"), Pair("starts_on", "ends_on"), "period_text", "period_text_en"),
    Section(
        _("Budget"),
        "budget_total",
        "budget_is_approximate",
        Pair("esf_support", "esf_share"),
        "esf_support_is_approximate",
    ),
    Section(
        _("Parties and staff"),
        "municipality_count",
        "partners_text",
        "partners_text_en",
        "staffing",
        "staffing_en",
    ),
    Section(_("Contact"), "contact_name", "contact_email", "contact_phone"),
    Section(
        _("For the indicators"),
        "expects_participants",
        "by_social_partners",
        "for_women_in_employment",
        "for_public_services",
        "supported_public_bodies",
        "supported_enterprises",
    ),
    Section(_("Participants"), "case_workers_correct_identity", "hours_rounding"),
)


class FactsForm(VersionedForm, forms.ModelForm):
    class Meta:
        model = Project
        fields = (  # without the slug: the project's URLs never change
            *("name", "name_en", "short_name", "short_name_en"),
            *("programme_period", "programme_area"),
            *("programme_area_name", "programme_area_name_en", "region", "case_number"),
            *("programme_cci", "specific_objective"),
            *("starts_on", "ends_on", "period_text", "period_text_en"),
            *("budget_total", "budget_is_approximate", "esf_support"),
            *("esf_share", "esf_support_is_approximate"),
            *("municipality_count", "partners_text", "partners_text_en"),
            *("contact_name", "contact_email", "contact_phone", "staffing", "staffing_en"),
            *("expects_participants", "by_social_partners", "for_women_in_employment"),
            *("for_public_services", "supported_public_bodies", "supported_enterprises"),
            *("case_workers_correct_identity", "hours_rounding"),
        )
        formfield_callback = formfield

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(
            *FACTS,
            submit=_("Save the facts"),
            cancel_url=self.instance.get_absolute_url(),
        )

    def clean(self):
        given = super().clean()
        if check_period(self, given):
            self._check_items_within(given.get("starts_on"), given.get("ends_on"))
        return given

    def _check_items_within(self, starts_on, ends_on):
        # As in the project file: phases and interventions are within the project.
        for name, days in self._days_of_items():
            if "starts_on" in self.changed_data and starts_on and days["first"] and days["first"] < starts_on:
                text = gettext("%(items)s begin earlier, on %(day)s. Change them first.")
                self.add_error("starts_on", text % {"items": name, "day": date_text(days["first"])})
            if "ends_on" in self.changed_data and ends_on and days["last"] and days["last"] > ends_on:
                text = gettext("%(items)s last longer, until %(day)s. Change them first.")
                self.add_error("ends_on", text % {"items": name, "day": date_text(days["last"])})

    def _days_of_items(self):
        for items in (self.instance.phases, self.instance.interventions):
            days = items.aggregate(
                first=Least(Min("starts_on"), Min("ends_on")), last=Greatest(Max("ends_on"), Max("starts_on"))
            )
            yield capfirst(items.model._meta.verbose_name_plural), days
        points = [point.day for target in self.instance.targets.exclude(path=[]) for point in target.points]
        yield (
            gettext("Paths of targets"),
            {"first": min(points, default=None), "last": max(points, default=None)},
        )


def check_period(form, given):
    """Add errors for days outside the programme period; return False if the days are not in order."""
    starts_on, ends_on = given.get("starts_on"), given.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:  # the model reports it
        return False
    if period := given.get("programme_period"):
        first, last = ProgrammePeriod(period).years
        text = gettext("Projects of this programme period run in the years %(first)s to %(last)s.")
        for name in ("starts_on", "ends_on"):
            if given.get(name) and not first <= given[name].year <= last:
                form.add_error(name, text % {"first": first, "last": last})
    return True


class TextsForm(VersionedForm):
    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.project = project
        stored = {(row.section, row.language): row.body for row in project.texts.all()}
        self.stored_sections = {section for section, _language in stored}
        sections = []
        for section, label in ProjectText.Section.choices:
            if section not in ProjectText.ALWAYS:
                self.fields[f"{section}_shown"] = forms.BooleanField(
                    label=_("Show this section; without a text it says “no information”."),
                    required=False,
                    initial=any((section, language) in stored for language in ("sv", "en")),
                )
            for language, name in (("sv", _("In Swedish")), ("en", _("In English"))):
                self.fields[f"{section}_{language}"] = forms.CharField(
                    label=name,
                    required=False,
                    initial=stored.get((section, language), ""),
                    widget=forms.Textarea(attrs={"rows": 5, "lang": language}),
                )
            fields = (f"{section}_shown", f"{section}_sv", f"{section}_en")
            sections.append(Section(label, *(name for name in fields if name in self.fields)))
        self.helper = PortalHelper(
            *sections,
            submit=_("Save the texts"),
            cancel_url=reverse("projects:about", args=[project.slug]),
            mark_optional=False,
        )

    def latest_change(self):
        return latest_event(ProjectTextHistory.objects.filter(project=self.project))

    @property
    def texts(self):
        """Return {(section, language): text}, or None for a section that is not shown."""
        texts = {}
        for section in ProjectText.Section.values:
            bodies = {language: self.cleaned_data[f"{section}_{language}"] for language in ("sv", "en")}
            is_chosen = self.cleaned_data.get(f"{section}_shown", section in self.stored_sections)
            shown = is_chosen or any(bodies.values())
            for language, body in bodies.items():
                texts[section, language] = body if shown else None
        return texts
