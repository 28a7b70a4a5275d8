from participants.employers.views.placements import outcome_employer, place, placement, remove_placement
from participants.employers.views.register import (
    add,
    add_item,
    change_item,
    consent,
    detail,
    edit,
    employer_list,
    employers_file,
    remove_item,
)

__all__ = [
    "add",
    "add_item",
    "change_item",
    "consent",
    "detail",
    "edit",
    "employer_list",
    "employers_file",
    "outcome_employer",
    "place",
    "placement",
    "remove_item",
    "remove_placement",
]
