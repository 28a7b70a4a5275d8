from projects.forms.facts import FactsForm, TextsForm
from projects.forms.filters import ChangesFilter, ProjectFilter

__all__ = ["ChangesFilter", "FactsForm", "ProjectFilter", "TextsForm"]
