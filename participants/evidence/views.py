"""Proof: a project's requirements and list, and a participant's papers with their reviews."""

import logging

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import may
from accounts.access_log import Kind, Purpose, log_access
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from esfportal.files.responses import download_response
from esfportal.files.stored import FileMissing, StoreUnavailable
from esfportal.ui.pagination import page_of
from participants.evidence import actions, pages
from participants.evidence.access import get_item, get_proof, shown_participations
from participants.evidence.forms import (
    ChosenFactForm,
    MoreFactsForm,
    ProofFilter,
    ProofForm,
    RequirementsForm,
    ReviewForm,
    WithdrawalForm,
)
from participants.evidence.models import ProofRequirement
from participants.register.access import get_participation
from participants.register.pages.responses import render_person_page, run_action
from participants.register.pages.way_back import WayBackForm
from projects.access import get_project

logger = logging.getLogger(__name__)
FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
def requirements(request, slug):
    project = locked_for_change(request, lambda: get_project(request.user, slug, Permission.PROJECT_EDIT))
    back = reverse("evidence:list", args=[slug])
    form = RequirementsForm(request.POST or None, project=project, cancel_url=back)
    if form.is_valid():
        actions.save_requirements(project, values=form.values(), by=request.user)
        messages.success(request, _("The requirements are saved."))
        return redirect(back)
    context = {"project": project, "section": "participants", "form": form}
    return render(request, "participants/evidence/requirements.html", context)


@never_cache
@require_safe
def project_list(request, slug):
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    form = ProofFilter(request.GET)
    people = shown_participations(request.user, project)
    page = page_of(request, pages.keys_to_show(form.shown, people))
    rows = pages.rows_to_show(form.shown, page.object_list, people)
    shown = [row.participation for row, _item in rows]
    log_access(Kind.LISTED, by=request.user, project=project, participations=shown)
    context = {"project": project, "section": "participants", "form": form, "page": page, "rows": rows}
    context["may_edit"] = may(request.user, Permission.PARTICIPANT_EDIT, project)
    return render(request, "participants/evidence/list.html", context)


@never_cache
@require_safe
def person(request, slug, public_id):
    participation = get_participation(request.user, slug, public_id)
    cards, withdrawn = pages.proof_cards(participation)
    context = {"rows": pages.fact_rows(participation), "cards": cards, "withdrawn": withdrawn}
    context["may_edit"] = may(request.user, Permission.PARTICIPANT_EDIT, participation.project)
    return render_person_page(request, "participants/evidence/person.html", participation, **context)


@never_cache
@FORM
def add(request, slug, public_id):
    participation = get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)
    rows = pages.fact_rows(participation)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    chosen = pages.chosen_key(participation, rows, **ChosenFactForm.of(request))
    ways = _Ways(request, participation)
    form = ProofForm(
        *sent, participation=participation, rows=rows, chosen=chosen, cancel_url=ways.without_saving()
    )
    if form.sent_number and actions.proof_made_by(participation, form.sent_number):
        messages.info(request, _("The proof was added already. The request came twice."))
        return redirect(ways.after_saving())
    if form.is_valid() and _add(form, participation, request.user):
        messages.success(request, _("The proof is added."))
        return redirect(ways.after_saving())
    return render_person_page(request, "participants/evidence/add.html", participation, form=form, rows=rows)


def _add(form, participation, by):
    said = {"facts": form.chosen, "is_accepted": form.cleaned_data["is_accepted"], "number": form.number}
    return run_action(form, actions.add_proof, participation, values=form.values(), by=by, **said)


@never_cache
@FORM
def more(request, slug, public_id, pk):
    participation, proof = _locked_proof(request, slug, public_id, pk)
    already = {item.proven_fact for item in proof.items.all() if not item.replaced_at}
    rows = [row for row in pages.fact_rows(participation) if row.fact not in already]
    back = _person_url(slug, public_id)
    form = MoreFactsForm(
        request.POST or None, proof=proof, project=participation.project, rows=rows, cancel_url=back
    )
    if form.is_valid():
        accepted = {"is_accepted": form.cleaned_data["is_accepted"]}
        if run_action(form, actions.use_for, proof, form.chosen, by=request.user, **accepted):
            messages.success(request, _("The proof is used for more."))
            return redirect(back)
    context = {"form": form, "proof": proof, "rows": rows}
    return render_person_page(request, "participants/evidence/more.html", participation, **context)


@never_cache
@FORM
def review(request, slug, public_id, pk):
    participation, item = get_item(request.user, slug, public_id, pk)
    if request.method == "POST":
        locked_for_change(request, lambda: item.proof)
        participation, item = get_item(request.user, slug, public_id, pk)
    ways = _Ways(request, participation)
    form = ReviewForm(request.POST or None, item=item, cancel_url=ways.without_saving())
    if form.is_valid() and run_action(form, actions.review_item, item, by=request.user, **form.cleaned_data):
        messages.success(request, _("The review is saved."))
        return redirect(ways.after_saving())
    rules = ProofRequirement.of(participation.project)
    card = pages.card_of(item.proof, rules)
    context = {"form": form, "fact": pages.fact_text(item.proven_fact), "card": card}
    context["problem"] = actions.review_problem(item.proof, item.fact, request.user, rules)
    return render_person_page(request, "participants/evidence/review.html", participation, **context)


@never_cache
@FORM
def withdraw(request, slug, public_id, pk):
    participation, proof = _locked_proof(request, slug, public_id, pk)
    back = _person_url(slug, public_id)
    form = WithdrawalForm(request.POST or None, proof=proof, cancel_url=back)
    if form.is_valid() and run_action(
        form, actions.withdraw_proof, proof, reason=form.cleaned_data["reason"], by=request.user
    ):
        messages.success(request, _("The proof is withdrawn, and its file is removed."))
        return redirect(back)
    context = {"form": form, "card": pages.card_of(proof)}
    return render_person_page(request, "participants/evidence/withdraw.html", participation, **context)


@never_cache
@require_safe
def download(request, slug, public_id, pk):
    participation, proof = get_proof(request.user, slug, public_id, pk, Permission.PARTICIPANT_VIEW)
    file = pages.file_of(proof)
    try:
        content = file.content()
    except (FileMissing, StoreUnavailable) as error:
        logger.error("The file of proof %s can't be downloaded: %s", pk, error)
        messages.error(request, _("The file can't be read just now. Try again in a few minutes."))
        return redirect(_person_url(slug, public_id))
    # A HEAD request transfers no content, so it is not audited as a download.
    if request.method == "GET":
        access = participation.record_access
        purpose = access.purpose if access else Purpose.CASEWORK
        actions.audit_download(proof, by=request.user, purpose=purpose)
    return download_response(file, content)


def _locked_proof(request, slug, public_id, pk):
    participation, proof = get_proof(request.user, slug, public_id, pk)
    if request.method == "POST":
        locked_for_change(request, lambda: proof)
        participation, proof = get_proof(request.user, slug, public_id, pk)
    return participation, proof


class _Ways:
    """The ways back from a form: to the list that it was opened from, or to the participant's proof."""

    def __init__(self, request, participation):
        self.form, self.participation = WayBackForm.of(request), participation

    def after_saving(self):
        return self._unless_page(self.form.after_saving(self.participation))

    def without_saving(self):
        return self._unless_page(self.form.without_saving(self.participation))

    def _unless_page(self, url):
        participation = self.participation
        if url != participation.get_absolute_url():
            return url
        return _person_url(participation.project.slug, participation.public_id)


def _person_url(slug, public_id):
    return reverse("evidence:person", args=[slug, public_id])
