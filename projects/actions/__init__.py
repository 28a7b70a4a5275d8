from projects.actions.editing import (
    StillUsed,
    add_row,
    book,
    change_project,
    change_row,
    remove_row,
    write_texts,
)
from projects.actions.loading import NotLoadable, load_project

__all__ = [
    "NotLoadable",
    "StillUsed",
    "add_row",
    "book",
    "change_project",
    "change_row",
    "load_project",
    "remove_row",
    "write_texts",
]
