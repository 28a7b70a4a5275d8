"""Row-level security of exports by cut-off date: for the managing authority whose officer asked for them."""

from esfportal.database.row_level_security import SYSTEM, any_of, scope_is, table_policies

# Only while the organisation has the mark, and the reader a role as a funder.
OF_READERS_AUTHORITY = (
    "organisation_id = (SELECT reader.organisation_id FROM accounts_user AS reader JOIN accounts_organisation"
    " AS employer ON employer.id = reader.organisation_id WHERE reader.id = (SELECT esfportal_user())"
    " AND reader.is_active AND employer.is_managing_authority)"
    " AND EXISTS (SELECT unnest(esfportal_ids('funds')))"
)
READ = any_of(scope_is(SYSTEM), OF_READERS_AUTHORITY)

POLICIES = [table_policies("programme_cutoffexport", read=READ, remove="false")]
