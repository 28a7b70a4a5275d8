from esfportal.ui.form_layouts import Pair
from projects.forms.fields import formfield
from projects.forms.items.item_form import ProjectItemForm
from projects.models import Event, Phase


class PhaseForm(ProjectItemForm):
    layout = ("kind", Pair("starts_on", "ends_on"), "period_text", "period_text_en")

    class Meta:
        model = Phase
        fields = ("kind", "starts_on", "ends_on", "period_text", "period_text_en")
        formfield_callback = formfield


class EventForm(ProjectItemForm):
    layout = ("name", "name_en", Pair("held_on", "place"), "description", "description_en")

    class Meta:
        model = Event
        fields = ("name", "name_en", "held_on", "place", "description", "description_en")
        formfield_callback = formfield
