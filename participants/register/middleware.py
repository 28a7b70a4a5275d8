"""Show the page "record locked" (403) for RecordLocked, and lead from a merged record to the valid one."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from esfportal.security import kept_forms
from participants.register.access import RecordLocked, RecordMerged
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


def _to_merged_record(request, exception):
    text = _("That record was merged with another. This is the merged record.")
    if not exception.merged:
        text = _("That record was merged with another, which your part of the project does not include.")
    if request.method == "POST":
        text = _("The record was merged with another since the page was opened. Nothing is saved.")
        if exception.merged and (page := _same_page(request, exception)):
            kept = _(
                "What you typed is in the form of the merged record: look through it, and save it again."
            )
            messages.info(request, f"{text} {kept}")
            return redirect(page)
    messages.info(request, text)
    return redirect(exception.merged or reverse("register:list", args=[exception.project.slug]))


def _same_page(request, exception):
    """Return the page of the merged record with the same form, to which what was typed is moved; or ""."""
    # A spell or an outcome of the merged record has another key.
    if not request.resolver_match.kwargs.keys() <= {"slug", "public_id"}:
        return ""
    page = request.path.replace(str(exception.public_id), str(exception.merged.public_id))
    return page if kept_forms.keep(request, path=page) else ""
