"""The rows of the access table (tests/test_access.py) about the figures of the programme and SCB's templates."""

# Exports by cut-off date are the managing authority's: tests/reporting/programme/test_cutoffs.py.
PROGRAMME = """\
programme:figures              -              get   SIGNED_IN
programme:sums_csv             -              get   SIGNED_IN
programme:projects_csv         -              get   SIGNED_IN
programme:sums_xlsx            -              get   SIGNED_IN
programme:projects_xlsx        -              get   SIGNED_IN
programme:cutoffs              -              form  302 403 403 403 403 403 403 403 403 403
programme:cutoff               cutoff         get   302 403 403 403 403 403 403 403 403 403
programme:cutoff_progress      cutoff         get   302 403 403 403 403 403 403 403 403 403
programme:confirm_cutoff       cutoff         form  302 403 403 403 403 403 403 403 403 403
programme:cutoff_csv           cutoff         get   302 403 403 403 403 403 403 403 403 403
scb_template:template          project        get   EDIT
scb_template:upload            project        form  EDIT
scb_template:draft             project        form  EDIT
scb_template:rows              project        form  EDIT
scb_template:use               project        post  EDIT
scb_template:change            project        post  EDIT
scb_template:end               project        post  EDIT
scb_template:stored            scb_template   get   EDIT
scb_template:file              monthly_file   get   EDIT
scb_template:periods           -              get   302 403 403 403 403 403 403 403 ok 403
scb_template:period_template           scb_period     get   302 404 404 404 404 404 404 404 ok 404
scb_template:period_upload             scb_period     form  302 404 404 404 404 404 404 404 ok 404
scb_template:period_draft              scb_period     form  302 404 404 404 404 404 404 404 ok 404
scb_template:period_rows               scb_period     form  302 404 404 404 404 404 404 404 ok 404
scb_template:period_use                scb_period     post  302 404 404 404 404 404 404 404 ok 404
scb_template:period_change             scb_period     post  302 404 404 404 404 404 404 404 ok 404
scb_template:period_end                scb_period     post  302 404 404 404 404 404 404 404 ok 404
scb_template:period_stored     scb_period_template    get   302 404 404 404 404 404 404 404 ok 404
"""
