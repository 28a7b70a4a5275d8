"""Context that apps above this one add to a project's pages."""

from esfportal.registry import Registry
from esfportal.ui.page_context import ContextProviders

# On the overview and with targets and interventions: `results`; `legend`, of numbers hidden in targets;
# `parts_legend`, for parts whose numbers are hidden
FIGURES = ContextProviders()
# Of a project or of all the user's: `expected_counts`, `due_reports` and `more_due_reports`
DUE = ContextProviders()
OFFICERS = ContextProviders()  # `officers` of the project's funders, on the overview
INTERVENTION = ContextProviders()  # `employer_counts`, on the page of an intervention
PUBLIC = ContextProviders()  # `results`, `results_day` and `legend` of the public page
TASKS = ContextProviders()  # `work`, on the overview
OVERVIEW = ContextProviders()  # `anonymous`, on the overview, None unless there are some

# Functions of a request and a project that return what is left to do before it begins: [(text, address or "")]
LEFT_TO_DO = Registry()
START_PAGES = Registry()  # functions of a user that return the address of the user's start page, or ""
