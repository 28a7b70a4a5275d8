"""Context that apps above this one add to a person's page."""

from esfportal.ui.page_context import ContextProviders

PERSON_PAGE = ContextProviders()  # `problems` and `explanations`
