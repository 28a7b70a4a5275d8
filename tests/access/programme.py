"""The rows of the access table (tests/test_access.py) about the figures of the programme."""

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
"""
