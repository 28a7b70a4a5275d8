from projects.actions.editing import (
    StillUsed,
    add_item,
    book,
    change_item,
    change_project,
    remove_item,
    write_texts,
)
from projects.actions.loading import NEW, ProjectChanged, ProjectNotLoadable, load_project, plan_project

__all__ = [
    "NEW",
    "ProjectChanged",
    "ProjectNotLoadable",
    "StillUsed",
    "add_item",
    "book",
    "change_item",
    "change_project",
    "load_project",
    "plan_project",
    "remove_item",
    "write_texts",
]
