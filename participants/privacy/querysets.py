from django.db import models


class LogReviewQuerySet(models.QuerySet):
    def open(self):
        return self.filter(signed_at__isnull=True)
