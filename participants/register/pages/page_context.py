"""Context that apps above this one add to a person's page."""

from esfportal.registry import Registry
from esfportal.ui.page_context import ContextProviders

# Functions of a project that return {id: (text, condition on facts)}: the lists of people who break a rule.
RECORD_RULES = Registry()


def record_rules(project):
    return {key: rule for rules in RECORD_RULES for key, rule in rules(project).items()}


PERSON_PAGE = ContextProviders()  # `problems` and `explanations`
