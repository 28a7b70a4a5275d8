"""Atom feed of the projects that were added last."""

# Not by django.contrib.syndication, whose addresses have the host of the request.

from datetime import UTC, datetime

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from esfportal.languages import active_language
from projects import overview
from projects.bank import querysets
from projects.bank.public_pages import absolute, public_page, public_path


@require_safe
@public_page
def new_projects(request):
    entries = list(querysets.new_projects().prefetch_related("texts", "partners__organisation"))
    feed = NewProjects(
        title=_("New projects – esfportal"),
        link=absolute(public_path("list")),
        description="",
        feed_url=absolute(public_path("feed")),
        language=active_language(),
        author_name="esfportal",
    )
    for project in entries:
        feed.add_item(
            title=project.display_name,
            link=absolute(public_path("project", project.slug)),
            unique_id=absolute(public_path("project", project.slug, language="sv")),
            description=overview.summary_text(project),
            pubdate=project.added_at,
            updateddate=project.added_at,
            author_name=overview.owner(project),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


class NewProjects(Atom1Feed):
    def latest_post_date(self):
        # Django answers with the present time for an empty feed, which would be another page each time.
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=datetime(2007, 1, 1, tzinfo=UTC))
