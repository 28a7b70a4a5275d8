"""Lists that come in as files: people and what came of it.

    table_reader   bytes → a header and rows of text (CSV and XLSX)
    columns        which columns there are, in both languages, and what may stand in them
    rows           a row of text → typed values, or problems with row, column and value
    participants_file, outcomes_file
                   all rows, beside what is stored → a plan, or problems
    save           the plan → the database, in bulk
    actions        the above in one transaction, and the drafts of the pages
    jobs           a confirmed draft, imported by a worker

Nothing is saved while there is a single problem, and the same file again changes nothing.
"""
