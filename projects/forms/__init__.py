from projects.forms.facts import FactsForm, TextsForm
from projects.forms.filters import BookingsFilter, ChangesFilter, ProjectFilter

__all__ = ["BookingsFilter", "ChangesFilter", "FactsForm", "ProjectFilter", "TextsForm"]
