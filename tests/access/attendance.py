"""The rows of the access table (tests/test_access.py) about activities and their sessions."""

ATTENDANCE = """\
attendance:activities        project        get   PEOPLE
attendance:this_week         project        get   PEOPLE
attendance:week              week           get   PEOPLE
attendance:hours             activity       get   PEOPLE
attendance:add               project        form  PEOPLE
attendance:activity          activity       get   PEOPLE
attendance:edit              activity       form  PEOPLE
attendance:remove            activity       form  PEOPLE
attendance:participants      activity       get   PEOPLE
attendance:enrol             activity       form  PEOPLE
attendance:enrol_person      participation  form  OWN_PERSON
attendance:enrol_person      hidden         form  CLOSED
attendance:enrolment         enrolment      form  OWN_PERSON
attendance:remove_enrolment  enrolment      form  OWN_PERSON
attendance:plan              activity       form  PEOPLE
attendance:session           session        form  PEOPLE
attendance:record        session        form  PEOPLE
attendance:week_record   activity_week  form  PEOPLE
attendance:cancel            session        form  PEOPLE
attendance:restore           session        post  PEOPLE
attendance:remove_session    session        form  PEOPLE
"""
