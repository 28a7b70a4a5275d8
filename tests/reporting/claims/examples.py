"""Claims for tests."""

from datetime import date

from reporting.claims.actions import add_claim, submit_claim

# For tests/sample_objects.py: values of the parameters of addresses.
OF_CLAIMS = {
    ("claims", "number"): lambda full_project: 1,
    ("claims:change", "number"): lambda full_project: 2,
    ("claims", "step"): lambda full_project: "decide",
}


def claims_of(project, *, by):
    """Return a claim that is submitted, of the entries of 2018, and a draft."""
    first = add_claim(project, starts_on=date(2018, 1, 1), ends_on=date(2018, 12, 31), by=by)
    first = submit_claim(first, submitted_on=date(2019, 1, 15), reference="2018/77", by=by)
    return first, add_claim(project, starts_on=date(2019, 1, 1), ends_on=date(2019, 6, 30), by=by)
