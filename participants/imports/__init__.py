"""Import of participants, outcomes, attendance and employers from files.

    workbooks, reading    a file → typed values of rows, or problems with row, column and value
    matching              rows, compared with what is stored → a plan, problems or questions
    save                  the plan → the database, in bulk
    actions, jobs         all in one transaction, by a page or a worker

A file with a single problem saves nothing, and importing the same file again changes nothing.
"""
