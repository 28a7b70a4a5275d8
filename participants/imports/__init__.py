"""Import of participants and outcomes from files.

    workbooks              a workbook → rows of text, in a process with limits
    reading.table_reader   bytes → a header and rows of text (CSV and workbooks)
    reading.columns        the columns in both languages, with the values that each accepts
    reading.rows           a row of text → typed values, or problems with row, column and value
    matching.participants_file, matching.outcomes_file
                           all rows, compared with what is stored → a plan, or problems
    matching.questions     doubtful rows, which wait for an answer
    save                   the plan → the database, in bulk
    actions                the above in one transaction, and the drafts of the pages
    jobs                   a confirmed draft, imported by a worker

A file with a single problem saves nothing, and importing the same file again changes nothing.
"""
