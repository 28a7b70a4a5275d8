"""Context that apps above this one add to a project's pages."""

from esfportal.ui.page_context import ContextProviders

# `results`, `legend` and `parts_legend` (of hidden numbers), on the overview and with targets and interventions
FIGURES = ContextProviders()
TASKS = ContextProviders()  # `work`, on the overview
