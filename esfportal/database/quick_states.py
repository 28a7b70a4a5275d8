"""Quicker migrations: a changed model is rendered by itself, without the models that are related to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any
from unittest.mock import patch

from django.db.migrations.state import ProjectState

# The tables of other models may depend on these changes. For them Django renders the related models too.
CHANGE_OTHERS = ("alter_field", "rename_field", "rename_model")


@contextmanager
def quick_states() -> Iterator[None]:
    """Render a model alone when it changes. Django then renders all models before each RunPython."""
    # Nearly every model here is related to users and projects. Django renders some 20,000 models for 140
    # migrations, which is nine tenths of the time.
    find_related = ProjectState._find_reload_model

    def find(
        state: ProjectState, app_label: str, model_name: str, delay: bool = False
    ) -> set[tuple[str, str]]:
        if not delay and getattr(state, "changes_others", False):
            return find_related(state, app_label, model_name, delay)
        state.is_delayed = True
        return {(app_label, model_name)}

    methods: dict[str, Any] = {name: _marking(getattr(ProjectState, name)) for name in CHANGE_OTHERS}
    with patch.multiple(ProjectState, _find_reload_model=find, **methods):
        yield


def _marking(method: Callable[..., None]) -> Callable[..., None]:
    @wraps(method)
    def marked(state: Any, *args: Any, **kwargs: Any) -> None:
        state.changes_others = True
        try:
            method(state, *args, **kwargs)
        finally:
            state.changes_others = False

    return marked
