"""Links by which an employer's tutor writes and confirms one week sheet, without an account (ADR 164)."""

from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.database_access import link_access, system_scope
from esfportal.database.row_level_security import TUTOR
from esfportal.security.secret_tokens import new_token, token_hash
from participants.register.actions import ActionRefused
from participants.register.actions.change_notes import record_change
from participants.register.actions.errors import raise_if_problems
from participants.register.actions.locking import lock_participation
from participants.register.models import Participation
from participants.register.rules.entry_rules import Problem
from participants.week_sheets import access, actions
from participants.week_sheets import days as rules
from participants.week_sheets.models import WeekSheet
from projects.models import Project

VALID_FOR = timedelta(days=30)
# Of a sheet by its tutor, without the project: a trigger would look for the participation, which the link's scope
# does not reach.
WRITTEN = ["content_encrypted", "content_key_version", "minutes"]


@transaction.atomic
def make_link(sheet, *, participation, address, email, by):
    """Make the sheet's link and return its address, which is stored nowhere; a former link ends.

    `address(token)` is of the page, `email` that of the tutor, or "". Raises ActionRefused.
    """
    participation = lock_participation(participation)
    sheet = actions.locked_sheet(sheet, WeekSheet.State.OPEN)
    raise_if_problems(_problems(participation))
    dates = access.open_days(sheet, participation, rules.days_of_week(sheet.monday))
    shown = {"name": _short_name(participation), "days": [day.isoformat() for day in dates]}
    token, sheet.link_hash = new_token()
    sheet.link_expires_at = timezone.now() + VALID_FOR
    sheet.write_content(sheet.content | {"link": shown})
    sheet.save()
    record_change(AuditAction.WEEK_SHEET_LINKED, participation, by=by, sheet=sheet.pk, is_mailed=bool(email))
    if email:
        _send(email, sheet, participation.project, address(token))
    return address(token)


@transaction.atomic
def withdraw_link(sheet, *, participation, by):
    participation = lock_participation(participation)
    sheet = actions.locked_sheet(sheet, WeekSheet.State.OPEN)
    sheet.link_hash = sheet.link_expires_at = None
    sheet.save()
    record_change(AuditAction.WEEK_SHEET_UNLINKED, participation, by=by, sheet=sheet.pk)


@system_scope()
def sheet_with_token(token):
    """Return (key, hash) of the sheet whose link has the token, or None if it is unknown, withdrawn or expired."""
    return _linked().filter(link_hash=token_hash(token)).values_list("pk", "link_hash").first()


def access_to(linked):
    return link_access(TUTOR, linked[0])


def read_sheet(linked, *, is_locked=False):
    """Return the sheet as it is now, in its access scope; None if the link has ended."""
    rows = _linked().filter(pk=linked[0], link_hash=linked[1])
    return (rows.select_for_update(of=("self",)) if is_locked else rows).first()


@transaction.atomic
def save_days_by_tutor(linked, *, days):
    sheet = _to_write(linked)
    problems = [problem for day in days for problem in rules.problems(day, today=timezone.localdate())]
    raise_if_problems(problems)
    sheet.write_content(sheet.content | {"days": rules.stored(days)})
    sheet.save(update_fields=WRITTEN)
    _audit(AuditAction.WEEK_SHEET_SAVED, sheet)


@transaction.atomic
def confirm_by_tutor(linked, *, name, seen):
    """Confirm the days whose checksum the page had shown, `seen`; the link ends. Raises ActionRefused."""
    sheet = _to_write(linked)
    if not sheet.days:
        raise ActionRefused([Problem("", _("No day is written in the sheet."))])
    if seen != shown_digest(sheet):
        raise ActionRefused([Problem("", _("The days have changed. Look at them as they are now."))])
    said = {"means": "link", "name": name, "on": timezone.localdate().isoformat(), "kept": ""}
    actions.confirm(sheet, said | {"shown_as": sheet.content["link"]["name"]})
    sheet.link_hash = sheet.link_expires_at = None
    sheet.save(update_fields=[*WRITTEN, "state", "link_hash", "link_expires_at"])
    _audit(AuditAction.WEEK_SHEET_CONFIRMED, sheet)


def shown_digest(sheet):
    return rules.digest_of([sheet.monday.isoformat(), sheet.content["days"], sheet.link_hash])


def _linked():
    now = timezone.now()
    return WeekSheet.objects.filter(state=WeekSheet.State.OPEN, link_expires_at__gt=now)


def _to_write(linked):
    sheet = read_sheet(linked, is_locked=True)
    if sheet is None:
        raise ActionRefused([Problem("", _("The link has ended. Ask for a new one."))])
    return sheet


def _problems(participation):
    if participation.person.is_protected:
        yield Problem("", _("The identity is protected: write the sheet yourself."))


def _short_name(participation):
    return f"{participation.given_name} {participation.family_name[:1]}.".strip()


def _send(email, sheet, project, link):
    context = {"project": project.display_name, "link": link, "number": sheet.number, "days": VALID_FOR.days}
    subject, _line, body = render_to_string("participants/week_sheets/link.txt", context).partition("\n")
    try:
        EmailMessage(f"esfportal: {subject}", body.strip() + "\n", to=[email]).send()
    except OSError:  # "from None": the mail server's message may contain the address
        text = _("The e-mail could not be sent, and nothing is saved. Try again later.")
        raise ActionRefused([Problem("email", text)]) from None


def _audit(action, sheet):
    # The scope of the link reaches neither the participation nor the project: their keys are enough.
    about, project = Participation(pk=sheet.participation_id), Project(pk=sheet.project_id)
    audit(action, about, by=None, project=project, sheet=sheet.pk)
