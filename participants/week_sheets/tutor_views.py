"""Pages of an employer's tutor: one week sheet, without an account, and without scripts."""

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from esfportal.security import unknown_links
from esfportal.security.link_cookies import LinkCookie
from participants.register.pages.responses import run_action
from participants.week_sheets import links, pages
from participants.week_sheets.forms import ConfirmForm, TutorDaysForm

FORM = require_http_methods(["GET", "HEAD", "POST"])
COOKIE, SALT = LinkCookie("week-sheet"), "participants.week_sheets.tutor"
COOKIE_SECONDS = 2 * 3600


@login_not_required
@never_cache
@FORM
def opened(request, token):
    """Ask to open the sheet: a scanner of e-mails that follows links must change nothing."""
    linked = links.sheet_with_token(token)
    if linked is None:
        return _ended(request)
    if request.method != "POST":
        return _render(request, "open")
    response = redirect("week_sheets:tutor")
    COOKIE.set(response, signing.dumps(linked, salt=SALT), max_age=COOKIE_SECONDS)
    return response


@login_not_required
@never_cache
@FORM
def tutor(request):
    linked = _linked(request)
    if linked is None:
        return _ended(request)
    with links.access_to(linked):
        sheet = links.read_sheet(linked)
        if sheet is None or not sheet.is_readable:
            return _ended(request)
        form = TutorDaysForm(request.POST or None, sheet=sheet)
        if form.is_valid() and run_action(form, links.save_days_by_tutor, linked, days=form.days()):
            return redirect("week_sheets:tutor_confirm")
        return _render(request, "days", form=form, sheet=sheet, name=sheet.content["link"]["name"])


@login_not_required
@never_cache
@FORM
def tutor_confirm(request):
    linked = _linked(request)
    if linked is None:
        return _ended(request)
    with links.access_to(linked):
        sheet = links.read_sheet(linked)
        if sheet is None or not sheet.is_readable:
            return _ended(request)
        form = ConfirmForm(request.POST or None, initial={"seen": links.shown_digest(sheet)})
        if form.is_valid() and run_action(form, links.confirm_by_tutor, linked, **form.cleaned_data):
            response = _render(request, "thanks")
            COOKIE.remove(response)
            return response
        about = {"name": sheet.content["link"]["name"], **pages.days_context(sheet)}
        return _render(request, "confirm", form=form, sheet=sheet, **about)


def _linked(request):
    try:
        return tuple(signing.loads(COOKIE.value_of(request), salt=SALT, max_age=COOKIE_SECONDS))
    except signing.BadSignature:
        return None


def _ended(request):
    return unknown_links.refused(_render(request, "ended"))


def _render(request, template, **context):
    return render(request, f"participants/week_sheets/tutor/{template}.html", context)
