"""The public project bank's rows of the access table (tests/test_access.py)."""

BANK = """\
robots                           -              get   PUBLIC
sitemap                          -              get   PUBLIC
bank:list                        -              get   PUBLIC
bank:feed                        -              get   PUBLIC
bank:project                     project        get   PUBLIC
bank_en:list                     -              get   PUBLIC
bank_en:feed                     -              get   PUBLIC
bank_en:project                  project        get   PUBLIC
"""
