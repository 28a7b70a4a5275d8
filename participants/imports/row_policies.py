"""Row-level security of uploaded files and import jobs: for their user, while they work in the project.

That an import was made is shown to all who work with all people of the project.
"""

from esfportal.database.row_level_security import SYSTEM, any_of, column_in, scope_is, table_policies
from participants.employers.row_policies import WORKING
from participants.register.row_policies import OWN_FILES

OWN_TABLES = ("importdraft", "importcheck", "checkingjob", "markingjob", "markedcopy")
POLICIES = [
    *(table_policies(f"imports_{table}", read=OWN_FILES) for table in OWN_TABLES),
    # Written with the rights of the user who imports or undoes; a finished import is read, and not changed.
    *(
        table_policies(
            f"imports_{table}",
            read=any_of(OWN_FILES, column_in("people", "project_id")),
            add=OWN_FILES,
            change=scope_is(SYSTEM),
        )
        for table in ("importedrows", "undoneimport")
    ),
    # Of the owner's projects, which a user of one does not see: read and written by code that has checked access.
    table_policies("imports_rememberedheadings", read=scope_is(SYSTEM)),
    # As contacts, with which they are removed; or with the import, by the system.
    table_policies("imports_replacedcontact", read=any_of(WORKING, scope_is(SYSTEM))),
    table_policies(
        "imports_importjob",
        read=any_of(OWN_FILES, column_in("people", "project_id")),
        add=OWN_FILES,
        change=OWN_FILES,
        remove=OWN_FILES,
    ),
]
