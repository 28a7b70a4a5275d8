"""The rows of the access table (tests/test_access.py) about My day and saved filters, and forms without a version."""

ANSWERED_ONCE = {
    *(f"casework:{answer}" for answer in ("accept", "decline", "withdraw", "move", "end_cover")),
    *("casework:move_here", "casework:decline_move"),
    *("surveys:open", "privacy:extract_handed"),
}

CASEWORK = """\
register:saved_filters       project        get   PEOPLE
register:save_filter         project        form  PEOPLE
register:change_filter       shared_filter  form  EDIT
register:change_filter       own_filter     form  OWN_FILTER
register:remove_filter       shared_filter  form  EDIT
register:remove_filter       own_filter     form  OWN_FILTER
casework:day                 -              get   -
casework:workers             project        get   LEADS_PEOPLE
casework:caseload            project        form  PEOPLE
casework:move                no_ones        form  LEADS_PEOPLE
casework:absence             absent         form  OWN_ROLE
casework:end_cover           cover          post  OWN_ROLE
casework:hand_over           participation  form  OWN_PERSON
casework:missing             incomplete     form  OWN_PERSON
casework:put_off             work           form  OWN_PERSON
casework:put_off             hidden_work    form  CLOSED
casework:take_up             work           post  OWN_PERSON
"""
