"""The rows of the access table (tests/test_access.py) about week sheets."""

# A tutor's pages need the cookie of an opened link.
WEEK_SHEETS = """\
week_sheets:this_week  internship       get   PEOPLE
week_sheets:week       internship_week  get   PEOPLE
week_sheets:person     participation    get   OWN_PERSON
week_sheets:person     hidden           get   CLOSED
week_sheets:sheet      week_sheet       form  OWN_PERSON
week_sheets:sheet      hidden_sheet     form  CLOSED
week_sheets:step       week_sheet_step  form  OWN_PERSON
week_sheets:link       week_sheet_link  form  OWN_PERSON
week_sheets:scan       week_sheet_link  form  OWN_PERSON
week_sheets:opened     tutor            form  PUBLIC
week_sheets:tutor          -            form  404 404 404 404 404 404 404 404 404 404
week_sheets:tutor_confirm  -            form  404 404 404 404 404 404 404 404 404 404
"""
