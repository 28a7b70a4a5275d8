"""Items of a project that a page shows more than once, read once."""

from collections import defaultdict
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, Q

from esfportal.database.prepared_statement import Parameter
from esfportal.database.together import PreparedTogether
from projects.models import Project

# What is shown of the items of each relation, and their order.
RELATED = {
    "interventions": ("municipality", "sub_project"),
    "partners": ("organisation",),
    "phases": (),
    "project_municipalities": ("municipality",),
    "sub_projects": (),
    "target_groups": (),
    "targets": ("sub_project", "municipality", "intervention"),
}
ORDER = {"project_municipalities": ("municipality__name",)}


def keep_items(project: Project, *names: str) -> None:
    """Read the items of these relations for the rest of the page, which must not change them."""
    models, statement = _prepared(names)
    found = statement.read(project=project.pk)
    related = {
        model: {row.pk: row for row in rows} for model, rows in zip(models, found[len(names) :], strict=True)
    }
    kept = project.__dict__.setdefault("_prefetched_objects_cache", {})  # as by prefetch_related_objects
    for name, rows in zip(names, found, strict=False):
        for row in rows:
            row.project = project
            for field in _related_fields(name):
                key = getattr(row, field.attname)
                if key in related[field.related_model]:
                    setattr(row, field.name, related[field.related_model][key])
        kept[name] = getattr(project, name).all()
        kept[name]._result_cache = rows


# Composed once in each process: all items and what is shown of them, in one statement.
@cache
def _prepared(names: tuple[str, ...]) -> tuple[list[Any], PreparedTogether]:
    project = Parameter("project", BigIntegerField())
    keys: dict[Any, Q] = defaultdict(Q)
    parts = []
    for name in names:
        items_of_project = _model(name).objects.filter(project=project)
        parts.append(items_of_project.order_by(*ORDER[name]) if name in ORDER else items_of_project)
        for field in _related_fields(name):
            keys[field.related_model] |= Q(pk__in=items_of_project.order_by().values(field.attname))
    parts += [model._base_manager.filter(used) for model, used in keys.items()]
    return list(keys), PreparedTogether(*parts)


def _related_fields(name: str) -> list[Any]:
    return [_model(name)._meta.get_field(related) for related in RELATED[name]]


def items(project: Project, name: str) -> Any:
    """Return the items of the relation: those that are kept, or a queryset."""
    manager = getattr(project, name)
    return manager.all() if is_kept(project, name) else _query(manager, name)


def is_kept(project: Project, name: str) -> bool:
    return name in getattr(project, "_prefetched_objects_cache", {})


def _query(manager: Any, name: str) -> Any:
    found = manager.select_related(*RELATED[name]) if RELATED[name] else manager.all()
    return found.order_by(*ORDER[name]) if name in ORDER else found


def _model(name: str) -> Any:
    return Project._meta.get_field(name).related_model
