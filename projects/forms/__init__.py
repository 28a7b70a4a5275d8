from projects.forms.facts import FactsForm, TextsForm
from projects.forms.filters import ProjectFilter

__all__ = ["FactsForm", "ProjectFilter", "TextsForm"]
