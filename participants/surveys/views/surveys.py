"""Surveys of a project: their questions, links and results."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access_log import Kind, log_access
from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from esfportal.files.table_files import CONTENT_TYPES, file_response
from esfportal.ui.posted_data import posted
from participants.register.access import get_participation
from participants.register.pages.responses import render_person_page, run_action
from participants.register.pages.way_back import WayBackForm
from participants.surveys import access, actions, pages
from participants.surveys.forms import InviteForm, QuestionForm, SurveyForm
from participants.surveys.links import link_rows
from participants.surveys.models import Question, Survey
from participants.surveys.results_file import make_file
from projects.access import get_project

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def survey_list(request, slug):
    project = get_project(request.user, slug, Permission.REPORT_VIEW)
    return _render(request, "list", project, **pages.list_context(request, project))


@require_http_methods(GET_OR_POST)
def add(request, slug):
    project = get_project(request.user, slug, Permission.PROJECT_EDIT)
    title = _("Make a survey")
    back = reverse("surveys:list", args=[slug])
    form = SurveyForm(posted(request), instance=Survey(project=project), submit=title, cancel_url=back)
    if form.is_valid() and run_action(form, actions.add_survey, form.instance, by=request.user):
        messages.success(request, _("The survey is a draft. Look at its questions, and open it."))
        return redirect(form.instance)
    return _render(request, "form", project, form=form, title=title, back_url=back)


@never_cache
@require_safe
def survey(request, slug, pk):
    found = access.get_survey(request.user, slug, pk)
    return _render(request, "survey", found.project, survey=found, **pages.survey_context(request, found))


@require_http_methods(GET_OR_POST)
def change(request, slug, pk):
    found = _survey_to_change(request, slug, pk)
    back = found.get_absolute_url()
    form = SurveyForm(posted(request), instance=found, submit=_("Save"), cancel_url=back)
    if form.is_valid():
        actions.change_survey(found, changed=form.changed_data, by=request.user)
        messages.success(request, _("The survey is saved."))
        return redirect(found)
    title = _("Change the survey")
    return _render(request, "form", found.project, form=form, title=title, back_url=back)


@require_POST
def open_it(request, slug, pk):
    found = _survey_to_change(request, slug, pk)
    if not is_outdated(request, found) and actions.open_survey(found, by=request.user):
        messages.success(request, _("The survey is open. Make links for the participants."))
    return redirect(found)


@require_POST
def close_it(request, slug, pk):
    found = _survey_to_change(request, slug, pk)
    if not is_outdated(request, found) and actions.close_survey(found, by=request.user):
        messages.success(request, _("The survey is closed, and its links have ended."))
    return redirect(found)


@require_http_methods(GET_OR_POST)
def add_question(request, slug, pk):
    found = access.get_survey(request.user, slug, pk, Permission.PROJECT_EDIT)
    title, back = _("Add a question"), found.get_absolute_url()
    form = QuestionForm(posted(request), instance=Question(survey=found), submit=title, cancel_url=back)
    if form.is_valid() and run_action(form, actions.add_question, form.instance, by=request.user):
        messages.success(request, _("The question is added."))
        return redirect(found)
    return _render(request, "form", found.project, form=form, title=title, back_url=back)


@require_POST
def remove_question(request, slug, pk, question):
    found = locked_for_change(request, lambda: access.get_question(request.user, slug, pk, question))
    if is_outdated(request, found):
        return redirect(found.survey)
    if actions.remove_question(found, by=request.user):
        messages.success(request, _("The question is removed."))
    else:
        messages.error(request, _("The question stays: the survey has answers, or no other question."))
    return redirect(found.survey)


@never_cache
@require_safe
def results_file(request, slug, pk, kind):
    if kind not in CONTENT_TYPES:
        raise Http404
    found = access.get_survey(request.user, slug, pk)
    name = f"{_('survey')}_{slug}_{found.occasion}_{found.version}"
    return file_response(make_file(found, kind), kind, name)


@never_cache
@require_http_methods(GET_OR_POST)
def invite(request, slug, pk):
    """List those who have no link; make links, and show them once."""
    found = access.get_open_survey(request.user, slug, pk)
    spells = access.spells_to_invite(request.user, found)
    form = InviteForm(
        posted(request), spells=spells, submit=_("Make links"), cancel_url=found.get_absolute_url()
    )
    about = {"project": found.project, "by": request.user}
    if form.is_valid():
        made = actions.make_links(found, form.chosen, by=request.user)
        log_access(Kind.PRINTED, participations=form.chosen, **about)
        context = {"survey": found, "links": link_rows(request, found, made)}
        return _render(request, "links", found.project, status=201, **context)
    log_access(Kind.LISTED, participations=[spell.participation for spell in spells], **about)
    return _render(request, "invite", found.project, survey=found, form=form, spells=spells)


@never_cache
@require_POST
def mail(request, slug, pk):
    found = access.get_open_survey(request.user, slug, pk)
    people, *_counts = access.people_to_mail(found, access.spells_to_invite(request.user, found))
    if people:
        origin = request.build_absolute_uri("/").rstrip("/")
        actions.mail_invitations(found, people, origin=origin, by=request.user)
        messages.success(request, _("The e-mails are sent in a few minutes."))
    return redirect(found)


@never_cache
@require_POST
def device_link(request, slug, pk):
    found = access.get_open_survey(request.user, slug, pk)
    made = [(None, actions.make_device_link(found, by=request.user))]
    context = {"survey": found, "links": link_rows(request, found, made)}
    return _render(request, "links", found.project, status=201, **context)


@never_cache
@require_safe
def person(request, slug, public_id):
    participation = get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)
    context = {"surveys": access.surveys_of_person(participation), "tab": "surveys"}
    context |= {"wishes": access.contact_wishes(participation)}
    return render_person_page(request, "participants/surveys/person.html", participation, **context)


@never_cache
@require_POST
def person_link(request, slug, public_id, pk):
    participation = get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)
    found = access.get_survey_of_person(participation, pk)
    made = actions.make_links(found, [participation], by=request.user)
    context = {"survey": found, "links": link_rows(request, found, made)}
    template = "participants/surveys/links.html"
    response = render_person_page(request, template, participation, kind=Kind.PRINTED, **context)
    response.status_code = 201
    return response


@require_POST
def contacted(request, slug, public_id, pk):
    participation = get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)
    wish = access.get_contact_wish(participation, pk)
    if actions.record_contact(wish, participation=participation, by=request.user):
        messages.success(request, _("It is recorded that the participant was contacted."))
    return redirect(WayBackForm.of(request).after_saving(participation))


def _survey_to_change(request, slug, pk):
    return locked_for_change(
        request, lambda: access.get_survey(request.user, slug, pk, Permission.PROJECT_EDIT)
    )


def _render(request, template, project, status=200, **context):
    about = {"project": project, "section": "participants"}
    return render(request, f"participants/surveys/{template}.html", about | context, status=status)
