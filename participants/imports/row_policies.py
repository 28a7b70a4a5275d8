"""Row-level security of uploaded files and import jobs: for their user, while they work in the project."""

from esfportal.database.row_level_security import table_policies
from participants.register.row_policies import OWN_FILES

TABLES = ("importdraft", "importjob", "markingjob", "markedcopy")
POLICIES = [table_policies(f"imports_{table}", read=OWN_FILES) for table in TABLES]
