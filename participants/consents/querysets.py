from django.db import models
from django.db.models import Max


class PrivacyTextQuerySet(models.QuerySet):
    def in_force(self, day):
        """Return the version of each subject and language that holds on the day."""
        found = self.filter(valid_from__lte=day).order_by("subject", "language", "-version")
        return found.distinct("subject", "language")

    def latest_version(self, subject, language):
        found = self.filter(subject=subject, language=language)
        return found.aggregate(latest=Max("version"))["latest"] or 0
