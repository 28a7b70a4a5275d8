"""Anonymous participants as other pages show them."""

from accounts.access import may
from accounts.permissions import Permission


def overview_context(request, project):
    """Return the sums of all years, None for those who don't read exact figures and where there are none."""
    reads_figures = may(request.user, Permission.FIGURES_VIEW, project)
    years = project.anonymous_counts.by_year() if reads_figures else []
    if not years:
        return {"anonymous": None}
    sums = {sex: sum(year[sex] for year in years) for sex in ("women", "men")}
    between = dict.fromkeys((years[0]["year"], years[-1]["year"]))  # once where there is one year
    return {"anonymous": {**sums, "years": "–".join(map(str, between))}}
