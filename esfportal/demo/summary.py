"""The text at the end of the demo's start: addresses, accounts and files."""

import os
from collections import defaultdict

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import translation

from esfportal.demo.code import current_code

MANY = 3  # from so many projects on their number is shown instead of their names
SHOWN = ("_sv.pdf", "_sv.csv")


def summary(address, files):
    """Return the lines of the text; `files` is {project's slug: paths}."""
    return [
        "",
        f"The portal is at {address}",
        "",
        "Sign in as one of",
        "",
        *(f"  {email:<38} {role}" for email, role in accounts()),
        "",
        f"with the password {settings.DEMO_PASSWORD}",
        f"and then the code {current_code(settings.DEMO_CODE_SECRET)}, good for a minute and once for each"
        f" account; a new one: {_make_code()}",
        "",
        "Or give an app of your own the key, for codes whenever you need them:",
        f"  {settings.DEMO_CODE_SECRET}",
        "",
        "The progress report of the Kalmar project, made by the worker:",
        "",
        *(f"  {path}" for path in files["kalmar"] if path.name.endswith(SHOWN)),
        "",
        f"E-mails are written to {settings.VAR / 'logs'}: invitations to web.log, the others,",
        "such as links for a new password, to worker.log",
        "",
        "Ctrl-C stops everything.",
    ]


def _make_code():
    var = os.environ.get("ESFPORTAL_VAR")
    return f"make code ESFPORTAL_VAR={var}" if var else "make code"


def accounts():
    """Return (e-mail, roles in words) of each active user: the running project's first, then by role."""
    users = (
        get_user_model()
        .objects.filter(is_active=True)
        .select_related("organisation")
        .prefetch_related(
            "memberships__project",
            "memberships__sub_project",
            "memberships__municipality",
            "memberships__intervention",
        )
    )
    from esfportal.demo.data.reports import demo_scope

    with demo_scope(), translation.override("en"):
        rows = [(not _is_in_running_project(user), user.email, _roles(user)) for user in users]
    rows.sort(key=lambda row: (row[0], row[2].partition(",")[0], row[1]))
    return [(email, roles) for _is_other, email, roles in rows]


def _is_in_running_project(user):
    from esfportal.demo.data import running_project

    return {each.project and each.project.slug for each in user.memberships.all()} == {running_project.SLUG}


def _roles(user):
    parts_of = defaultdict(list)
    for membership in user.memberships.all():
        parts_of[membership.get_role_display()].append(_part(membership))
    managing = [f"manages the officers of {user.organisation}"] if user.manages_officers else []
    return "; ".join([*map(_role, parts_of, parts_of.values()), *managing]) or "no role"


def _role(role, parts):
    if len(parts) >= MANY:
        return f"{role}, {len(parts)} projects"
    return ", ".join([role, *filter(None, parts)])


def _part(membership):
    parts = membership.project, membership.sub_project, membership.municipality, membership.intervention
    return ", ".join(str(part) for part in parts if part)
