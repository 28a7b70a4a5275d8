"""Context that apps above this one add to a project's pages."""

from esfportal.ui.page_context import ContextProviders

# On the overview and with targets and interventions: `results`; `legend`, of numbers hidden in targets;
# `parts_legend`, for parts whose numbers are hidden
FIGURES = ContextProviders()
DUE = ContextProviders()  # `due_reports` and `more_due_reports`, of a project or of all the user's
TASKS = ContextProviders()  # `work`, on the overview
