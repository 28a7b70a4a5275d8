"""Rows of the access table for the pages of one's own account, and those that all may open."""

OWN_PAGES = """\
account_logout                   -              form  PUBLIC
account_change_password          -              form  SIGNED_IN
accounts:account                 -              get   SIGNED_IN
mfa_index                        -              get   SIGNED_IN
second_factor                    -              get   SIGNED_IN
end_other_sessions               -              post  SIGNED_IN
stay                             -              form  SIGNED_IN
mfa_activate_totp                -              form  SIGNED_IN
mfa_add_webauthn                 -              form  SIGNED_IN
notifications:list               -              get   SIGNED_IN
notifications:choices            -              form  SIGNED_IN
notifications:read_all           -              post  SIGNED_IN
funders:start                    -              get   SIGNED_IN
funders:seen                     -              post  SIGNED_IN
funders:projects                 -              get   SIGNED_IN
funders:keep_columns             -              post  SIGNED_IN
funders:csv                      -              get   SIGNED_IN
funders:xlsx                     -              get   SIGNED_IN
calendars:link                   -              get   -
calendars:make                   -              post  -
calendars:remove                 -              post  -
calendars:feed                   calendar       get   PUBLIC
notifications:open               notification   post  LEADER_NOTE
notifications:read               notification   post  LEADER_NOTE
"""
