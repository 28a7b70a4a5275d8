"""Forms of a new project: the facts it begins with, or its file."""

import hashlib

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from esfportal.database.swedish_order import by_shown_name
from esfportal.ui.form_layouts import Pair, PortalHelper, Section, TextField
from projects.forms.facts import check_period
from projects.forms.fields import formfield
from projects.geography import municipality_code
from projects.models import Phase, Project, ProjectOrganisation
from projects.project_files import schema
from projects.project_files.parser import LARGEST, check, parse


class CreateForm(forms.ModelForm):
    """The facts that a project begins with. They become a ProjectFile, so that its rules hold."""

    slug = forms.CharField(
        label=_("Short name in addresses"),
        max_length=40,
        required=False,
        help_text=_(
            "Small letters, figures and hyphens. It can't be changed later. Empty: made from the name."
        ),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Owner"), required=False, empty_label=_("A new organisation")
    )
    new_name = TextField(label=_("The new organisation's name"), max_length=200, required=False)
    new_kind = forms.ChoiceField(
        label=_("Kind of organisation"), choices=Organisation.Kind.choices, required=False
    )
    municipalities = TextField(
        label=_("Municipalities"),
        required=False,
        help_text=_("Names or four-digit codes, with commas between: Oskarshamn, Västervik"),
    )
    phase = forms.ChoiceField(
        label=_("First phase"), choices=[("", _("not stated")), *Phase.Kind.choices], required=False
    )

    class Meta:
        model = Project
        fields = (
            *("name", "name_en", "short_name", "short_name_en", "slug", "programme_period", "programme_area"),
            *("region", "case_number", "starts_on", "ends_on", "budget_total", "esf_support", "esf_share"),
        )
        formfield_callback = formfield

    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.order_by(by_shown_name())
        for name in ("organisation", "new_name", "new_kind"):  # one of the two ways is needed
            self.fields[name].is_sometimes_required = True
        self.helper = PortalHelper(
            Section(_("Name"), "name", "name_en", Pair("short_name", "short_name_en"), "slug"),
            Section(_("Programme"), "programme_period", "programme_area", "region", "case_number"),
            Section(_("Owner"), "organisation", Pair("new_name", "new_kind")),
            Section(_("Municipalities"), "municipalities"),
            Section(_("Period"), Pair("starts_on", "ends_on"), "phase"),
            Section(_("Budget"), "budget_total", Pair("esf_support", "esf_share")),
            submit=_("Create the project"),
            cancel_url=cancel_url,
        )

    def clean_municipalities(self):
        names = [name.strip() for name in self.cleaned_data["municipalities"].split(",") if name.strip()]
        unknown = [name for name in names if municipality_code(name) is None]
        if unknown:
            text = gettext("No municipality is called %(names)s. Write the name or the four-digit code.")
            raise forms.ValidationError(text % {"names": ", ".join(map(schema.shortened, unknown))})
        return list(dict.fromkeys(map(municipality_code, names)))

    def clean(self):
        given = super().clean()
        check_period(self, given)
        self._clean_slug(given)
        if not given.get("organisation") and not given.get("new_name") and "new_name" not in self.errors:
            self.add_error("organisation", gettext("Choose an organisation, or name a new one."))
        self.project_file = None
        if not self.errors:
            self.project_file, mistakes = check(self._data(given))
            self.show_mistakes(mistakes)
        return given

    def _clean_slug(self, given):
        wanted = given.get("slug") or slugify(given.get("short_name") or given.get("name") or "")[:40].strip(
            "-"
        )
        try:
            given["slug"] = wanted = schema.slug(40)(wanted.lower()) if wanted else ""
        except schema.ParseError as error:
            self.add_error("slug", str(error))
            return
        if wanted and Project.objects.filter(slug=wanted).exists():
            numbered = (f"{wanted[:36]}-{number}" for number in range(2, 1000))
            free = next(slug for slug in numbered if not Project.objects.filter(slug=slug).exists())
            text = gettext("Another project has %(slug)s. If this one is not the same, %(free)s is free.")
            self.add_error("slug", text % {"slug": wanted, "free": free})

    def _data(self, given):
        facts = {name: given.get(name) for name in self._meta.fields}
        data = {name: value for name, value in facts.items() if value not in (None, "")}
        phase = {"kind": given["phase"]} if given.get("phase") else None
        return data | {
            "municipalities": given["municipalities"],
            "organisations": [_owner(given)],
            "phases": [phase] if phase else [],
        }

    def show_mistakes(self, mistakes):
        for mistake in mistakes:
            name = mistake.key.split("[")[0]
            field = {"organisations": "new_kind", "phases": "phase"}.get(name, name)
            self.add_error(field if field in self.fields else None, mistake.reason)


def _owner(given):
    known = given.get("organisation") or Organisation.objects.filter(name__iexact=given["new_name"]).first()
    owner = {"role": ProjectOrganisation.Role.OWNER.value}
    if known:
        return owner | {"name": known.name, "kind": known.kind}
    return owner | {"name": given["new_name"], "kind": given.get("new_kind") or Organisation.Kind.OTHER.value}


class ProjectFileForm(forms.Form):
    """A project's file, or its text as it was corrected on the page."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        help_text=_("A text file in TOML, at most 128 kB."),
        widget=forms.FileInput(attrs={"accept": ".toml,.txt"}),
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper("file", submit=_("Check the file"), mark_optional=False)
        self.project_file, self.mistakes, self.content = None, [], ""

    def clean(self):
        given = super().clean()
        file, text = given.get("file"), given.get("text", "").replace("\r\n", "\n")
        if "text" in self.errors:  # a null byte
            self.add_error("file", self.errors["text"].as_data())
        elif not file and not text:
            self.add_error("file", gettext("Choose a file."))
        else:
            # Read no further than a byte too many.
            content = file.read(LARGEST + 1) if file else text.encode()
            self.content = content[:LARGEST].decode("utf-8-sig", "replace").replace("\r\n", "\n")
            self.project_file, mistakes = parse(content)
            self.show_mistakes(mistakes)
        return given

    def show_mistakes(self, mistakes):
        self.mistakes = mistakes
        if mistakes:
            self.add_error(None, gettext("The file has mistakes. Nothing was saved."))

    def version(self, version):
        """Return what the page sends back: which project it showed, and which text."""
        return f"{version}.{hashlib.sha256(self.content.encode()).hexdigest()}"

    @property
    def seen_version(self):
        """Return the version of the project that the page showed, "" if it showed the changes of another text."""
        version = self.cleaned_data["seen"].partition(".")[0]
        return version if self.cleaned_data["seen"] == self.version(version) else ""
