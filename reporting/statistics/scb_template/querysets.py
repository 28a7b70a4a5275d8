from django.db.models import Q, QuerySet


class TemplateQuerySet(QuerySet):
    def of(self, owner):
        return self.filter(project=owner.project, programme_period=owner.period)

    def draft(self):
        return self.filter(used_at__isnull=True).select_related("uploaded_by").first()

    def in_force(self, project):
        """Return the template that a project fills: its own, or else that of the programme period."""
        own = Q(project=project) | Q(project__isnull=True)
        used = self.filter(own, programme_period=project.programme_period, used_at__isnull=False)
        return _latest(used, project) or _latest(used, None)


def _latest(used, project):
    found = used.filter(project=project).select_related("used_by").order_by("-version").first()
    return found if found and found.ended_at is None else None


def named_files():
    from reporting.statistics.scb_template.models import ScbTemplate

    return ScbTemplate.objects.values_list("path", flat=True)
