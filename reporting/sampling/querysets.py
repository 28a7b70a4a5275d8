from django.db import models


class SampleQuerySet(models.QuerySet):
    def in_project(self, project):
        return self.filter(project=project)

    def with_sources(self):
        return self.select_related("report__project", "claim", "booking", "drawn_by", "closed_by")
