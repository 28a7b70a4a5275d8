"""Row-level security of people, participations and what is recorded about them.

A participation is visible to users who work with all people of the project, and to users with a part of the
project in which the person has or had a spell.
"""

from esfportal.database.row_level_security import (
    OWN_RECORD,
    REGISTRY,
    SYSTEM,
    all_of,
    any_of,
    append_only_policies,
    column_in,
    has_no_user,
    is_own,
    linked,
    scope_is,
    table_policies,
    visible_with,
    wholly_managed_projects,
)

VISIBLE = "IN (SELECT unnest(esfportal_ids('visible_participations')))"
ALL_PEOPLE = any_of(scope_is(), column_in("people", "project_id"))
OF_PART = all_of(column_in("part_projects", "project_id"), f"id {VISIBLE}")
WITH_PERSON = visible_with("register_participation", "register_person.id", REGISTRY, key="person_id")
# Hashed where a project is counted; otherwise the function returns no row, and each person is looked up.
COUNTED = "register_person.id IN (SELECT esfportal_counted_people())"
READ_WITH_PERSON = any_of(COUNTED, WITH_PERSON)
WITH_FORMER_NUMBER = visible_with(
    "register_participation", "register_formernumber.person_id", REGISTRY, key="person_id"
)
WITH_PARTICIPATION = visible_with("register_participation", "participation_id")
WITH_MERGED = visible_with("register_participation", "merged_id")
# The scope's list first: a hash of keys is cheaper than an index lookup for each row.
VISIBLE_FIRST = any_of(scope_is(), f"participation_id {VISIBLE}", WITH_PARTICIPATION)
BY_PROJECT_COLUMN = any_of(
    scope_is(),
    column_in("people", "project_id"),
    all_of(column_in("part_projects", "project_id"), f"participation_id {VISIBLE}"),
)
READ_BY_PROJECT_COLUMN = any_of(BY_PROJECT_COLUMN, linked(OWN_RECORD, "participation_id"))
OWN_DRAFT = any_of(
    scope_is(SYSTEM),
    all_of(
        is_own("created_by_id"),
        any_of(column_in("people", "project_id"), column_in("part_projects", "project_id")),
    ),
)
RECORDED = (
    "register_spell",
    "register_outcomeevent",
    "register_authorisedcaseworker",
    "register_protectedrecordaccess",
)

# What a user has made for themselves, while they work in the project.
OWN_FILES = any_of(
    scope_is(SYSTEM),
    all_of(
        is_own("created_by_id"),
        any_of(column_in("people", "project_id"), column_in("part_projects", "project_id")),
    ),
)

WORKS_HERE = any_of(column_in("people", "project_id"), column_in("part_projects", "project_id"))
SAVED_FILTERS = any_of(scope_is(), all_of(WORKS_HERE, any_of(is_own("created_by_id"), "is_shared")))

POLICIES = [
    table_policies(
        "register_savedfilter",
        read=SAVED_FILTERS,
        add=any_of(scope_is(), all_of(WORKS_HERE, is_own("created_by_id"))),
        # A leader of the whole project changes what others share.
        change=all_of(SAVED_FILTERS, any_of(is_own("created_by_id"), wholly_managed_projects())),
    ),
    append_only_policies("register_savedfilterhistory", read=SAVED_FILTERS),
    table_policies("register_chosencolumns", read=any_of(scope_is(), is_own("user_id"))),
    table_policies("register_listexport", read=OWN_FILES),
    table_policies("register_exportedlist", read=OWN_FILES),
    table_policies(
        "register_participation",
        read=any_of(ALL_PEOPLE, OF_PART, linked(OWN_RECORD, "id")),
        add=any_of(ALL_PEOPLE, all_of(column_in("part_projects", "project_id"), is_own("created_by_id"))),
        change=any_of(ALL_PEOPLE, OF_PART),
    ),
    table_policies(
        "register_person",
        read=READ_WITH_PERSON,
        add=scope_is(REGISTRY),
        change=WITH_PERSON,
        remove=scope_is(),
    ),
    table_policies("register_formernumber", read=WITH_FORMER_NUMBER, remove=scope_is(REGISTRY)),
    table_policies("register_spell", read=READ_BY_PROJECT_COLUMN, add=BY_PROJECT_COLUMN),
    table_policies("register_outcomeevent", read=READ_BY_PROJECT_COLUMN, add=BY_PROJECT_COLUMN),
    append_only_policies(
        "register_changenote",
        read=WITH_PARTICIPATION,
        # Without a user: commands and their imports.
        add=all_of(
            WITH_PARTICIPATION,
            any_of(scope_is(), is_own("recorded_by_id"), has_no_user()),
        ),
    ),
    table_policies("register_authorisedcaseworker", read=VISIBLE_FIRST),
    table_policies("register_protectedrecordaccess", read=VISIBLE_FIRST),
    table_policies("register_registrationdraft", read=OWN_DRAFT),
    table_policies("register_merge", read=WITH_MERGED),
    append_only_policies("register_mergehistory", read=WITH_MERGED),
    *(append_only_policies(f"{table}history", read=WITH_PARTICIPATION) for table in RECORDED),
    append_only_policies(
        "register_participationhistory",
        read=visible_with("register_participation", "register_participationhistory.id"),
    ),
    append_only_policies(
        "register_formernumberhistory",
        read=visible_with(
            "register_participation", "register_formernumberhistory.person_id", key="person_id"
        ),
    ),
    append_only_policies(
        "register_personhistory",
        read=visible_with("register_participation", "register_personhistory.id", key="person_id"),
    ),
]
