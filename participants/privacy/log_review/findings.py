"""Findings in a project's access log, each a filter on its entries."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, TextField, Value
from django.db.models.functions import Concat, Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessLogEntry, User
from participants.register.models import Participation

LABELS = {
    "protected": _("People with a protected identity"),
    "surname": _("The reader's own surname"),
    "staff": _("People with a colleague's name"),
    "many": _("Unusually many in a day"),
    "outside": _("Outside office hours"),
}
# Words of a name, in lower case.
WORDS = "regexp_split_to_array(lower(%(expressions)s), '[\\s-]+')"


def of_protected(entries, project):
    protected = Participation.objects.in_project(project).protected()
    return entries.exclude(kind=AccessLogEntry.Kind.LISTED).filter(subjects__overlap=_keys(protected))


def of_own_surname(entries, project):
    same_surname = _unprotected(project).filter(
        Func(
            Func(F("family_name"), template=WORDS),
            # all words but the first, the given name
            Func(OuterRef("actor__full_name"), template=f"({WORDS})[2:]"),
            arg_joiner=" && ",
            template="(%(expressions)s)",
            output_field=BooleanField(),
        ),
        Func(
            F("pk"),
            OuterRef("subjects"),
            arg_joiner=" = ANY (",
            template="(%(expressions)s))",
            output_field=BooleanField(),
        ),
    )
    return entries.deliberate().filter(Exists(same_surname))


def of_staff(entries, project):
    # The same full name as a user: possibly a colleague.
    users = User.objects.annotate(lower_name=Lower("full_name")).values("lower_name")
    name = Lower(Concat("given_name", Value(" "), "family_name", output_field=TextField()))
    colleagues = _unprotected(project).annotate(lower_name=name).filter(lower_name__in=users)
    return entries.deliberate().filter(subjects__overlap=_keys(colleagues))


# A match by name would reveal the name of a protected person; entries about them have a finding of their own.
def _unprotected(project):
    return Participation.objects.in_project(project).unprotected()


def _keys(participations):
    return ArraySubquery(participations.values("pk"))
