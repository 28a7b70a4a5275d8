"""Row-level security of the pages for funders: a user's choices are the user's own."""

from esfportal.database.row_level_security import any_of, is_own, scope_is, table_policies

POLICIES = [table_policies("funders_funderpreference", read=any_of(scope_is(), is_own("user_id")))]
