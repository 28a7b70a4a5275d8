from django.db import models


class StepQuerySet(models.QuerySet):
    def planned(self):
        return self.filter(state="planned")

    def late(self, day):
        """Return the planned steps and meetings before the day."""
        return self.planned().filter(due_on__lt=day)
