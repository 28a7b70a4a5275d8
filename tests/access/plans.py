"""The rows of the access table (tests/test_access.py) about plans, notes, measurements and consents."""

PLANS = """\
plans:plan                   participation  get   OWN_PERSON
plans:plan                   hidden         get   CLOSED
plans:edit                   participation  form  OWN_PERSON
plans:notes                  participation  get   OWN_PERSON
plans:notes                  hidden         get   CLOSED
plans:write_note             participation  form  OWN_PERSON
plans:withdraw_note          for_leader     form  LEADER_NOTE
plans:measurements           participation  get   OWN_PERSON
plans:measure                measured       form  OWN_PERSON
plans:withdraw_measurement   measurement    form  OWN_PERSON
plans:progress               project        get   LEADS_PEOPLE
plans:choose_scale           scale          form  EDIT
plans:sign                   planned        form  OWN_PERSON
plans:paper                  planned        post  -
plans:add_step               participation  form  OWN_PERSON
plans:step                   step           form  OWN_PERSON
consents:person              participation  get   OWN_PERSON
consents:person              hidden         get   CLOSED
consents:record              subject        form  OWN_PERSON
consents:record_several      asked          form  PEOPLE
consents:texts               project        get   PEOPLE
consents:choose              project        form  EDIT
consents:text                text           get   PEOPLE
"""
