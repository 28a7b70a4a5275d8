"""The rows of the access table (tests/test_access.py) about links to own pages, and requests made there."""

OWN_PAGE = """\
own_page:person    participation  get   OWN_PERSON
own_page:person    hidden         get   CLOSED
own_page:mail      participation  post  OWN_PERSON
own_page:mail      hidden         post  CLOSED
own_page:make      participation  post  OWN_PERSON
own_page:make      hidden         post  CLOSED
own_page:withdraw  participation  post  OWN_PERSON
privacy:extract_handed  participation  post  OWN_PERSON
privacy:extract_handed  hidden         post  CLOSED
"""
