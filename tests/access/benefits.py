"""The rows of the access table (tests/test_access.py) about benefits and contact details."""

BENEFITS = """\
benefits:add                 participation  form  OWN_PERSON
benefits:add                 hidden         form  CLOSED
benefits:period              benefit        form  OWN_PERSON
benefits:remove              benefit        form  OWN_PERSON
contact:details              participation  form  OWN_PERSON
contact:details              hidden         form  CLOSED
"""
