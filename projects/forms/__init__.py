from projects.forms.creation import CreateForm, ProjectFileForm
from projects.forms.facts import FactsForm, TextsForm
from projects.forms.filters import BookingsFilter, ChangesFilter, ProjectFilter

__all__ = [
    "BookingsFilter",
    "ChangesFilter",
    "CreateForm",
    "FactsForm",
    "ProjectFileForm",
    "ProjectFilter",
    "TextsForm",
]
