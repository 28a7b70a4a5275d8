"""Case workers whom a project's lists name."""

from functools import cache

from django.db.models import BigIntegerField

from accounts.models import User
from accounts.permissions import Permission, roles_with
from esfportal.database.prepared_statement import Parameter, prepared_sql
from esfportal.database.swedish_order import swedish_order
from esfportal.database.together import ValuesOfRow
from projects.team.models import Membership


@cache
def case_worker_values():
    """Return what to read together with other rows of a page, for the parameter `project`."""
    # Those who are no longer in the project, too: their participants may still have their name.
    held = Membership.objects.filter(
        project=Parameter("project", BigIntegerField()), role__in=roles_with(Permission.PARTICIPANT_EDIT)
    )
    workers = User.objects.filter(pk__in=held.values("user")).order_by(swedish_order("full_name"), "pk")
    return ValuesOfRow(
        prepared_sql(workers.values("id", "full_name")), (("id", "bigint"), ("full_name", "varchar"))
    )
