"""Show the page "record locked" (403) for RecordLocked, and lead from a merged record to the valid one."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from esfportal.security import kept_forms
from esfportal.ui.formats import moment
from esfportal.ui.plain_text import isolated
from participants.register.access import RecordLocked, RecordMerged, merge_of, outcome_in, spell_in
from participants.register.pages.responses import locked_page


class RecordLockedMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Without this middleware RecordLocked is a plain 403.
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, RecordMerged):
            response = _to_merged_record(request, exception)
        elif isinstance(exception, RecordLocked):
            response = locked_page(request, exception.participation, may_open=exception.may_open)
        else:
            return None
        add_never_cache_headers(response)
        return response


# Pages about a row of the record: how to find the same row of the merged record, by its key.
ROWS = {
    "register:spell": spell_in,
    "register:correct_outcome": outcome_in,
    "register:withdraw_outcome": outcome_in,
}


def _to_merged_record(request, exception):
    page, merged = _same_page(request, exception), exception.merged
    is_posted = request.method == "POST"
    is_kept = bool(is_posted and page and kept_forms.keep(request, path=page))
    messages.info(request, _merged_text(exception, is_posted=is_posted, is_kept=is_kept))
    if is_kept or (page and request.resolver_match.view_name in ROWS):
        return redirect(page)
    return redirect(merged or reverse("register:list", args=[exception.project.slug]))


def _merged_text(exception, *, is_posted, is_kept):
    if not exception.merged:
        if is_posted:  # perhaps merged so recently that this transaction does not see it
            return _("The record was merged with another since the page was opened. Nothing is saved.")
        return _("That record was merged with another, which your part of the project does not include.")
    merge = merge_of(exception.participation)
    about = {"who": isolated(merge.merged_by), "when": moment(merge.merged_at)}
    if not is_posted:
        return _("%(who)s merged that record with another, %(when)s. This is the merged record.") % about
    text = _("%(who)s merged the record with another after the page was opened, %(when)s. Nothing is saved.")
    kept = _("What you typed is in the form of the merged record: look through it, and save it again.")
    return f"{text % about} {kept}" if is_kept else text % about


def _same_page(request, exception):
    """Return the page of the merged record about the same thing, or ""."""
    match, merged = request.resolver_match, exception.merged
    if not merged:
        return ""
    arguments = {**match.kwargs, "public_id": merged.public_id}
    if find := ROWS.get(match.view_name):
        row = find(merged, match.kwargs["pk"])
        return reverse(match.view_name, kwargs={**arguments, "pk": row.pk}) if row else ""
    return reverse(match.view_name, kwargs=arguments) if match.kwargs.keys() <= {"slug", "public_id"} else ""
