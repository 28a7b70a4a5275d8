from projects.actions.editing import (
    StillUsed,
    add_item,
    book,
    change_item,
    change_project,
    remove_item,
    write_texts,
)
from projects.actions.loading import ProjectNotLoadable, load_project

__all__ = [
    "ProjectNotLoadable",
    "StillUsed",
    "add_item",
    "book",
    "change_item",
    "change_project",
    "load_project",
    "remove_item",
    "write_texts",
]
