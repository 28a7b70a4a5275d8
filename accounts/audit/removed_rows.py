"""Removed rows: pages that lead to one say by whom and when it was removed, to users who could see it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from accounts.audit.history_text import HistoryEntry
from accounts.audit.row_history import Event, Label
from accounts.audit.versions import history_of
from esfportal.security import kept_forms
from esfportal.ui.formats import moment
from esfportal.ui.plain_text import isolated

GONE = 410


class RowRemoved(Http404):
    """Raised for a removed row, with what its page says instead."""

    # Without RowRemovedMiddleware it is a plain 404.
    def __init__(
        self, text: str, *, project: models.Model, section: str, back: str, may_return: bool = False
    ) -> None:
        super().__init__(text)
        self.text, self.back, self.may_return = text, back, may_return
        self.context = {"project": project, "section": section}


@dataclass(frozen=True)
class RemovedPage:
    """Content of the page about a removed row of a project."""

    project: models.Model
    section: str  # of the project's menu
    back: str
    name: Callable[[Any], str]  # the row's name, from the event of its removal
    may_know: bool = True  # its name, and who removed it and when


class RowRemovedMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return removed_page(request, exception) if isinstance(exception, RowRemoved) else None


def get_or_removed(rows: models.QuerySet[Any], *, page: RemovedPage, **lookup: Any) -> Any:
    """Return the row; raise RowRemoved if it was removed, or Http404. The caller checks who may see the rows."""
    if (found := rows.filter(**lookup).first()) is not None:
        return found
    raise_if_removed(rows.model, page=page, **lookup)
    raise Http404


def raise_if_removed(model: type[models.Model], *, page: RemovedPage, **lookup: Any) -> None:
    event = _removal(model, project=page.project, **lookup)
    if event is None:
        return
    entry = HistoryEntry(event.pgh_created_at, event.pgh_actor, event.pgh_source)
    text = removal_text(page.name(event), entry.actor_text, entry.at) if page.may_know else ""
    raise RowRemoved(text, project=page.project, section=page.section, back=page.back)


def removal_text(what: str, who: object, when: datetime) -> str:
    return _("%(who)s removed it, %(when)s: %(what)s.") % {
        "who": isolated(who),
        "when": moment(when),
        "what": what,
    }


def removed_page(
    request: HttpRequest, removed: RowRemoved, *, form: Any = None, typed: Iterable[tuple[str, str]] = ()
) -> HttpResponse:
    """Render the page; `form` takes what was typed for adding it again, `typed` are (label, text) to copy."""
    was_posted = request.method == "POST"
    context = {
        "text": removed.text,
        "back": removed.back,
        "was_posted": was_posted,
        "is_kept": was_posted and removed.may_return and kept_forms.keep(request) is not None,
        "form": form,
        "typed": list(typed),
    }
    response = render(request, "removed.html", context | removed.context, status=GONE)
    add_never_cache_headers(response)
    return response


def _removal(model: type[models.Model], **lookup: Any) -> Event | None:
    history = history_of(model)
    if history is None:
        return None
    # The events have a primary key of their own.
    by_row = {"id" if name == "pk" else name: value for name, value in lookup.items()}
    found = history._base_manager.filter(pgh_label=Label.DELETE, **by_row).select_related("pgh_actor")
    return found.order_by("-pgh_id").first()
