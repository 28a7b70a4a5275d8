"""Sample data for the gallery of components."""

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.ui.charts import Segment, bar, trend
from esfportal.ui.components import TargetRow, TimelineEntry
from esfportal.ui.form_layouts import DateField, FilterForm, Pair, PortalHelper, Section, ShowWhen
from esfportal.ui.formats import money, percent

STATUSES = [
    ("unemployed", gettext_lazy("Unemployed")),
    ("inactive", gettext_lazy("Outside the labour force")),
    ("employed", gettext_lazy("Employed")),
    ("unknown", gettext_lazy("Unknown")),
]


class SampleForm(forms.Form):
    first_name = forms.CharField(label=gettext_lazy("First name"))
    last_name = forms.CharField(label=gettext_lazy("Last name"))
    starts_on = DateField(
        label=gettext_lazy("Start date"), help_text=gettext_lazy("The first day of the spell.")
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Position in the labour market"), choices=STATUSES, widget=forms.RadioSelect
    )
    since = DateField(label=gettext_lazy("Unemployed since"), required=False)
    education = forms.ChoiceField(
        label=gettext_lazy("Highest completed education"),
        choices=[("", "–"), ("3", gettext_lazy("Upper secondary (ISCED 3)"))],
        required=False,
    )
    notes = forms.CharField(label=gettext_lazy("Note"), widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label=gettext_lazy("The participant has been informed of what is registered"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(
            Section(gettext_lazy("Person"), Pair("first_name", "last_name")),
            Section(
                gettext_lazy("At the start"),
                "starts_on",
                "status",
                ShowWhen("status", "unemployed", "since"),
                "education",
                "notes",
                "agreed",
            ),
            submit=gettext_lazy("Register participant"),
            cancel_url="#forms",
        )


class SampleFilter(FilterForm):
    status = forms.ChoiceField(
        label=gettext_lazy("Position in the labour market"),
        choices=[("", gettext_lazy("All")), *STATUSES],
        required=False,
    )
    incomplete = forms.BooleanField(label=gettext_lazy("Incomplete records only"), required=False)


def gallery_context(request):
    return {
        "targets": _targets(),
        "entries": _entries(),
        "facts": [
            (_("Project owner"), "Kommunförbundet Norrby"),
            (_("Budget"), money(21_000_000)),
            (_("Contact person"), ""),
        ],
        "states": [
            ("good", _("on track")),
            ("warn", _("behind")),
            ("bad", _("broken rule")),
            ("none", _("no data yet")),
            ("info", _("draft")),
        ],
        "form": SampleForm({"first_name": "Alva", "status": "unemployed", "starts_on": "31/3"}),
        "filter_form": SampleFilter(request.GET or QueryDict("status=unemployed&incomplete=on")),
        "rows": [("Oskarshamn", 64, 52, 73), ("Västervik", 30, 22, 64), ("Hultsfred", 288, 226, 70)],
        "page": Paginator(range(382), 50).page(3),
        "sort": request.GET.get("sort", "name"),
    }


def _targets():
    return [
        TargetRow(
            name=_("Participants"),
            note=_("target 418"),
            figure="382",
            detail=_("%(share)s of the target") % {"share": percent(91)},
            bar=bar(
                [Segment(_("214 women"), 214, "women"), Segment(_("168 men"), 168, "men")],
                title=_("Participants"),
                description=_("382 of 418: 214 women and 168 men."),
                target=418,
            ),
            trend=trend(
                [40, 110, 190, 260, 310, 350, 382],
                title=_("Participants by quarter"),
                description=_("From 40 to 382 in seven quarters."),
                target=418,
            ),
            state_kind="good",
            state_label=_("on track"),
        ),
        TargetRow(
            name=_("In work, studies or internship"),
            note=_("target at least %(share)s of those who have left") % {"share": percent(60)},
            figure=percent(70),
            detail=_("210 of 300"),
            bar=bar(
                [
                    Segment(_("work") + " " + percent(39), 39, "step-1"),
                    Segment(_("studies") + " " + percent(19), 19, "step-2"),
                    Segment(_("internship") + " " + percent(12), 12, "step-3"),
                ],
                title=_("In work, studies or internship"),
                description=_("%(share)s of those who have left against at least %(target)s.")
                % {"share": percent(70), "target": percent(60)},
                target=60,
                maximum=100,
            ),
            state_kind="good",
            state_label=_("reached"),
        ),
        TargetRow(
            name=_("Followed up after six months"),
            figure="–",
            bar=bar([], title=_("Followed up after six months"), description=_("No one yet."), maximum=1),
            state_kind="none",
            state_label=_("no data yet"),
        ),
    ]


def _entries():
    return [
        TimelineEntry(
            date(2018, 2, 12), _("Started in Oskarshamn"), _("Unemployed since 1 May 2016."), kind="info"
        ),
        TimelineEntry(
            date(2019, 1, 15), _("Internship"), note=_("Registered by the case worker."), kind="none"
        ),
        TimelineEntry(date(2019, 6, 3), _("Record incomplete"), _("Education is unknown."), kind="warn"),
        TimelineEntry(date(2019, 9, 30), _("Left for work"), kind="good"),
    ]
