"""Accounts of the demo: one per role, and case workers for some municipalities."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.permissions import Role
from accounts.signing_in import factors
from esfportal.demo.data import running_project
from projects.models import Intervention, Municipality, Project, SubProject
from projects.team.models import Invitation, Membership

DOMAIN = "demo.example"
SINCE = "2007-01-01"
AUDIT = timedelta(days=180)
REPRESENTATIVE = "foretradare.vagval"
AUTHORITY = "Förvaltningschef, delegationsordning 2025-03, § 12"
INVITED, INVITED_TO = f"ny.handlaggare@{DOMAIN}", "0883"

# login, name, role, project, and the part: ("municipality", code), ("intervention", code) …
ACCOUNTS = (
    ("administrator", "Demo Administratör", Role.ADMINISTRATOR, None, None),
    ("projektledare.vagval", "Demo Projektledare Vägval", Role.PROJECT_LEADER, running_project.SLUG, None),
    (REPRESENTATIVE, "Demo Företrädare Vägval", Role.REPRESENTATIVE, running_project.SLUG, None),
    *(
        (
            f"handlaggare.{login}",
            f"Demo Handläggare {name}",
            Role.CASE_WORKER,
            running_project.SLUG,
            ("municipality", code),
        )
        for login, name, code in (
            ("gavle", "Gävle", "2180"),
            ("sandviken", "Sandviken", "2181"),
            ("hofors", "Hofors", "2104"),
        )
    ),
    ("projektledare.kalmar", "Demo Projektledare Kalmar", Role.PROJECT_LEADER, "kalmar", None),
    (
        "handlaggare.oskarshamn",
        "Demo Handläggare Oskarshamn",
        Role.CASE_WORKER,
        "kalmar",
        ("municipality", "0882"),
    ),
    (
        "handlaggare.vastervik",
        "Demo Handläggare Västervik",
        Role.CASE_WORKER,
        "kalmar",
        ("intervention", "sokandelots"),
    ),
    ("handlaggare.kalmar", "Demo Handläggare Kalmar", Role.CASE_WORKER, "kalmar", ("municipality", "0880")),
    ("projektledare.allin", "Demo Projektledare All in", Role.PROJECT_LEADER, "all-in", None),
    ("handlaggare.kumla", "Demo Handläggare Kumla", Role.CASE_WORKER, "all-in", ("municipality", "1881")),
    ("projektledare.spik", "Demo Projektledare SpiK", Role.PROJECT_LEADER, "spik", None),
    ("handlaggare.vaxjo", "Demo Handläggare Växjö", Role.CASE_WORKER, "spik", ("municipality", "0780")),
    ("projektledare.intro", "Demo Projektledare Intro", Role.PROJECT_LEADER, "intro", None),
    (
        "projektledare.alvsbyn",
        "Demo Delprojektledare Älvsbyn",
        Role.PROJECT_LEADER,
        "intro",
        ("sub_project", "alvsbyn"),
    ),
    (
        "projektledare.jokkmokk",
        "Demo Delprojektledare Jokkmokk",
        Role.PROJECT_LEADER,
        "intro",
        ("sub_project", "jokkmokk"),
    ),
    ("projektledare.lycksele", "Demo Projektledare Lycksele", Role.PROJECT_LEADER, "resurscentrum", None),
    ("revisor", "Demo Revisor", Role.AUDITOR, "kalmar", None),
    ("esf", "Demo ESF-rådet", Role.FUNDER, "*", None),
    ("esf.vagval", "Demo ESF-rådet Vägval", Role.FUNDER, running_project.SLUG, None),
    ("esf.chef", "Demo ESF-rådet Chef", None, None, None),
    ("lansstyrelsen", "Demo Länsstyrelsen", Role.FUNDER, "intro", None),
)

# The name, and whether it is the managing authority.
ORGANISATIONS = {
    "esf": ("Svenska ESF-rådet", True),
    "esf.vagval": ("Svenska ESF-rådet", True),
    "esf.chef": ("Svenska ESF-rådet", True),
    "lansstyrelsen": ("Länsstyrelsen", False),
}

MANAGES_OFFICERS = {"esf.chef"}
# By account: the projects whose responsible officer the user is. The others have none.
RESPONSIBLE = {"esf.vagval": {running_project.SLUG}, "esf": {"kalmar", "all-in", "spik"}}


def make_accounts():
    """Create the accounts with their memberships; return {login: user}."""
    # Running it again only resets the password.
    password = _hashed_password()
    return {login: _account(login, password, *rest) for login, *rest in ACCOUNTS}


def _hashed_password():
    # One hash for all accounts: hashing is slow on purpose, and the password is the same.
    first = User.objects.filter(email=f"{ACCOUNTS[0][0]}@{DOMAIN}").first()
    if first and first.check_password(settings.DEMO_PASSWORD):
        return first.password
    return make_password(settings.DEMO_PASSWORD)


def _account(login, password, name, role, slug, part):
    user, _created = User.objects.get_or_create(
        email=f"{login}@{DOMAIN}",
        defaults={"full_name": name, "is_staff": role == Role.ADMINISTRATOR},
    )
    if user.password != password:
        user.password = password
        user.save(update_fields=["password"])
    if not factors.second_factors(user).exists():
        factors.replace_app(user, settings.DEMO_CODE_SECRET)
    if login in ORGANISATIONS and user.organisation is None:
        user.organisation = _organisation(*ORGANISATIONS[login])
        user.save(update_fields=["organisation"])
    if login in MANAGES_OFFICERS and not user.manages_officers:
        user.manages_officers = True
        user.save(update_fields=["manages_officers"])
    for project in _projects(slug) if role else ():
        defaults = _validity(role)
        if project and project.slug in RESPONSIBLE.get(login, ()):
            defaults["responsible_for"] = user.organisation
        Membership.objects.get_or_create(
            user=user, role=role, project=project, **_part(project, part), defaults=defaults
        )
    return user


def _organisation(name, is_managing_authority):
    organisation, _created = Organisation.objects.get_or_create(name=name)
    if is_managing_authority and not organisation.is_managing_authority:
        organisation.is_managing_authority = True
        organisation.save(update_fields=["is_managing_authority"])
    return organisation


def _validity(role):
    # An auditor gets access for a limited time, with a reason.
    if role == Role.REPRESENTATIVE:
        return {"starts_on": SINCE, "reason": AUTHORITY}
    if role != Role.AUDITOR:
        return {"starts_on": SINCE}
    today = timezone.localdate()
    return {"starts_on": today, "ends_on": today + AUDIT, "reason": "Revision av slutrapporten"}


def make_pending_invitation(by):
    """Create an unanswered invitation, as shown on the team page."""
    project = by.memberships.get(role=Role.PROJECT_LEADER).project
    if not Invitation.objects.filter(email=INVITED).exists():
        invitation = Invitation(
            project=project, email=INVITED, role=Role.CASE_WORKER, municipality_id=INVITED_TO
        )
        # The link is not stored: a new one can be sent from the team page.
        invitation.renew(by=by)
        invitation.save()


def _projects(slug):
    if slug is None:
        return [None]
    return Project.objects.all() if slug == "*" else [Project.objects.get(slug=slug)]


def _part(project, part):
    if part is None:
        return {}
    kind, code = part
    row = {
        "municipality": lambda: Municipality.objects.get(code=code),
        "intervention": lambda: Intervention.objects.get(project=project, code=code),
        "sub_project": lambda: SubProject.objects.get(project=project, code=code),
    }[kind]()
    return {kind: row}
