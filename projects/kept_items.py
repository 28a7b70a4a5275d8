"""Items of a project that a page shows more than once, read once."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from projects.models import Project

# What is shown of the items of each relation, and their order.
RELATED = {
    "interventions": ("municipality", "sub_project"),
    "partners": ("organisation",),
    "project_municipalities": ("municipality",),
    "targets": ("sub_project", "municipality", "intervention"),
}
ORDER = {"project_municipalities": ("municipality__name",)}


def keep_items(project: Project, *names: str) -> None:
    """Read the items of these relations for the rest of the page, which must not change them."""
    prefetch_related_objects(
        [project], *(Prefetch(name, _query(_model(name).objects, name)) for name in names)
    )


def items(project: Project, name: str) -> Any:
    """Return the items of the relation: those that are kept, or a queryset."""
    manager = getattr(project, name)
    return manager.all() if is_kept(project, name) else _query(manager, name)


def is_kept(project: Project, name: str) -> bool:
    return name in getattr(project, "_prefetched_objects_cache", {})


def _query(manager: Any, name: str) -> Any:
    found = manager.select_related(*RELATED[name])
    return found.order_by(*ORDER[name]) if name in ORDER else found


def _model(name: str) -> Any:
    return Project._meta.get_field(name).related_model
