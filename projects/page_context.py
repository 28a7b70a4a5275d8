"""Context that apps above this one add to a project's pages."""

from esfportal.ui.page_context import ContextProviders

FIGURES = ContextProviders()  # `results` and `legend`, on the overview and with targets and interventions
TASKS = ContextProviders()  # `work`, on the overview
