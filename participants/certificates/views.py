"""Certificates of a participant: the months, closing one, and the steps until it is locked."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import may
from accounts.access_log import Kind
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from esfportal.ui.formats import month_text
from participants.certificates import access, closing, pages
from participants.certificates.actions import take_step
from participants.certificates.corrections.uses import uses_of_month
from participants.certificates.document import pdf
from participants.certificates.forms import CloseForm, StepForm
from participants.certificates.states import Step
from participants.plans.forms import PrintForm
from participants.register.access import get_participation
from participants.register.pages.responses import log_shown, render_person_page, run_action

FORM = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def person(request, slug, public_id):
    participation = get_participation(request.user, slug, public_id)
    context = {
        "rows": pages.month_rows(participation, request.user),
        "may_edit": _may_edit(request, participation),
    }
    return _render(request, "person", participation, **context)


@never_cache
@FORM
def close(request, slug, public_id, year, month):
    first = access.get_month(year, month)
    participation = locked_for_change(
        request, lambda: access.get_participation_to_certify(request.user, slug, public_id)
    )
    found = closing.months_of([participation], first)[participation.pk]
    back = _person_url(participation)
    form = CloseForm(
        request.POST or None,
        participation=participation,
        attendances=found.attendances,
        cancel_url=back,
    )
    if form.is_valid() and run_action(form, closing.close_month, participation, first, by=request.user):
        messages.success(request, _("The month is closed."))
        return redirect(back)
    context = {"form": form, "month": month_text(first), "back_url": back}
    context |= pages.preview(first, found)
    return _render(request, "close", participation, **context)


@never_cache
@require_safe
def certificate(request, slug, public_id, pk):
    participation = get_participation(request.user, slug, public_id)
    found = access.get_certificate(participation, pk)
    context = pages.certificate_context(found, request.user, may_edit=_may_edit(request, participation))
    context |= {"print_form": PrintForm(), "back_url": _person_url(participation)}
    return _render(request, "certificate", participation, **context)


@never_cache
@require_safe
def find(request, pk, mark):
    """Lead from the address on a signed paper to the certificate."""
    return redirect(access.find_certificate(request.user, pk, mark))


@never_cache
@FORM
def step(request, slug, public_id, pk, step):
    step = access.get_step(step)
    participation = access.get_participation_to_certify(request.user, slug, public_id)
    found = locked_for_change(request, lambda: access.get_certificate(participation, pk))
    back = found.get_absolute_url()
    if request.method != "POST" and step not in {link.step for link in pages.step_links(found)}:
        return redirect(back)  # it was taken, or the certificate is in another state
    form = StepForm(
        request.POST or None, request.FILES or None, certificate=found, step=step, cancel_url=back
    )
    about = {"participation": participation, "by": request.user}
    if form.is_valid() and run_action(form, take_step, step, found, **about, **form.cleaned_data):
        messages.success(request, _("It is saved: %(state)s.") % {"state": pages.state_now(found)})
        return redirect(back)
    context = {"form": form, "certificate": found, "title": pages.VERBS[step], "back_url": back}
    context["uses"] = uses_of_month(found, request.user) if step == Step.SUPERSEDE else []
    return _render(request, "step", participation, **context, month=month_text(found.month))


@never_cache
@require_POST
def paper(request, slug, public_id, pk):
    """Answer with the certificate as PDF, for the participant to sign."""
    participation = get_participation(request.user, slug, public_id)
    found = access.get_certificate(participation, pk)
    form = PrintForm(request.POST)
    language = form.cleaned_data["language"] if form.is_valid() else get_language()
    content = pages.content_or_none(found)
    if content is None:
        return HttpResponseBadRequest(_("There is no such paper."), content_type="text/plain; charset=utf-8")
    log_shown(request, participation, kind=Kind.PRINTED)
    file = pdf.render(found, content, before=pages.content_before(found), language=language)
    headers = {"Content-Disposition": content_disposition_header(True, f"{found.month:%Y-%m}.pdf")}
    return HttpResponse(file, content_type="application/pdf", headers=headers)


def _may_edit(request, participation):
    return may(request.user, Permission.PARTICIPANT_EDIT, participation.project)


def _person_url(participation):
    return reverse("certificates:person", args=[participation.project.slug, participation.public_id])


def _render(request, template, participation, **context):
    return render_person_page(request, f"participants/certificates/{template}.html", participation, **context)
