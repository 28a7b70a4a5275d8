from django.utils.translation import gettext as _

from esfportal.database.swedish_order import swedish_order
from esfportal.languages import in_language
from projects.models import Municipality, Project

NEW = 50  # entries of the feed


def projects():
    return Project.objects.with_owner()


def new_projects():
    return projects().order_by("-added_at", "-pk")[:NEW]


def municipalities_with_projects():
    found = Municipality.objects.filter(pk__in=Project.municipalities.through.objects.values("municipality"))
    return list(found.select_related("county").order_by(swedish_order("name")))


def programme_areas():
    fields = ("programme_period", "programme_area", "programme_area_name", "programme_area_name_en")
    rows = Project.objects.exclude(programme_area="").order_by(*fields).values_list(*fields).distinct()
    names = {}
    for period, area, name, name_en in rows:
        key = f"{period}:{area}"
        text = _("%(period)s: area %(area)s") % {"period": period.replace("-", "–"), "area": area}
        names[key] = names.get(key) or " ".join(filter(None, [text, in_language(name, name_en)]))
    return [*names.items()]


def slugs():
    return Project.objects.order_by("slug").values_list("slug", flat=True)
