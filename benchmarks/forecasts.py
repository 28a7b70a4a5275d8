"""Backtest of the forecasts: how often the interval held what came, in the projects of the demo.

make demo, and then: ESFPORTAL_ENV=development .venv/bin/python -m benchmarks.forecasts
"""

import os
from datetime import date, timedelta

FROM_MONTH = 6  # the first forecast of each target has as many months behind it


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    from esfportal.embedded import servers
    from esfportal.environment import var_folder

    with servers(var_folder()):
        import django

        django.setup()
        from accounts.database_access import operator_scope

        with operator_scope("benchmark"):
            report(backtest())


def backtest():
    """Return {project: [(whether the interval held it, months ahead)]} for every target and month."""
    from projects.models import Project
    from reporting.forecasts.series import monthly

    found = {}
    for project in Project.objects.filter(starts_on__isnull=False, ends_on__isnull=False):
        day = min(project.ends_on, date.today().replace(day=1) - timedelta(1))
        targets = list(project.targets.select_related("intervention", "municipality", "sub_project"))
        series = monthly(project, targets, since=project.starts_on, today=day, user=None)
        found[project.slug] = [held for target in targets for held in held_by(target, series[target])]
    return found


def held_by(target, months):
    from reporting.forecasts.forecast import forecast
    from reporting.forecasts.pages import goal_of

    goal = goal_of(target)
    number, base = sum(m.number for m in months), sum(m.base for m in months)
    if goal.is_share and not base:
        return
    came = goal.share(number, base) if goal.is_share else number
    for known in range(FROM_MONTH, len(months)):
        ahead = len(months) - known
        found = forecast(months[:known], months_left=ahead, goal=goal, seed=f"{target.pk} {known}")
        if found:
            yield found.low <= came <= found.high, ahead


def report(found):
    print(f"{'project':16}{'forecasts':>10}{'held':>8}{'held, at most 6 months ahead':>32}")
    everything = [each for forecasts in found.values() for each in forecasts]
    for project, forecasts in [*found.items(), ("all", everything)]:
        near = [held for held, ahead in forecasts if ahead <= 6]
        held = [held for held, _ahead in forecasts]
        print(f"{project:16}{len(held):10}{share(held):>8}{share(near):>32}")


def share(held):
    return f"{sum(held) / len(held):.0%}" if held else "-"


if __name__ == "__main__":
    main()
