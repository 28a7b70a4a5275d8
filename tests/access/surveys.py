"""The rows of the access table (tests/test_access.py) about surveys."""

SURVEYS = """\
surveys:list                 project        get   REPORTS
surveys:add                  project        form  EDIT
surveys:survey               survey         get   302 ok ok ok ok 404 404 404 403 404
surveys:survey               survey_shown   get   REPORTS
surveys:file                 survey_file    get   REPORTS
surveys:change               survey         form  EDIT
surveys:open                 survey         post  EDIT
surveys:close                survey         post  EDIT
surveys:add_question         survey         form  EDIT
surveys:remove_question      survey_question post EDIT
surveys:invite               survey         form  PEOPLE
surveys:mail                 survey         post  PEOPLE
surveys:device_link          survey         post  PEOPLE
surveys:person               participation  get   OWN_PERSON
surveys:person               hidden         get   CLOSED
surveys:person_link          survey_person  post  OWN_PERSON
surveys:answer               survey_token   form  PUBLIC
surveys:begin                survey_device  form  PUBLIC
surveys:on_device            -              form  404 404 404 404 404 404 404 404 404 404
surveys:contacted            survey_wish    post  OWN_PERSON
surveys:thanks               survey_used    form  PUBLIC
surveys:device_thanks        -              get   PUBLIC
"""
