"""Choices of the register, below its models and querysets."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    WOMAN = "woman", _("woman")
    MAN = "man", _("man")


class Protection(TextChoices):
    """Levels of protected identity, weakest first."""

    NONE = "none", _("none")
    CONFIDENTIALITY_MARK = "confidentiality_mark", _("confidentiality mark")
    PROTECTED_REGISTRATION = "protected_registration", _("protected registration")

    # An import or a colleague can raise the level, but not lower it.
    @classmethod
    def is_stronger(cls, level, than):
        return WEAKEST_FIRST.index(level) > WEAKEST_FIRST.index(than)

    @classmethod
    def strongest(cls, levels):
        """Return the strongest of the given levels, ignoring empty ones; NONE if there are none."""
        return max((level for level in levels if level), key=WEAKEST_FIRST.index, default=cls.NONE.value)


# Django puts the values of choices together each time they are read, and an import compares each row's.
WEAKEST_FIRST = tuple(Protection.values)


class LabourMarketStatus(TextChoices):
    UNEMPLOYED = "unemployed", _("unemployed")
    INACTIVE = "inactive", _("outside the labour force")
    EMPLOYED = "employed", _("employed")


class Sensitive(TextChoices):
    """The answer to a special-category question; empty is unknown, which is not "no"."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    REFUSED = "refused", _("prefers not to say")


class WarningCode(TextChoices):
    """Doubtful values that a user may confirm (rules.warnings); stored when confirmed."""

    VERY_YOUNG = "very_young", _("very young at the start")
    OTHER_BIRTH_YEAR = "other_birth_year", _("another birth year than in the number")
    UNEMPLOYED_BEFORE_BIRTH = "unemployed_since_before_birth", _("unemployed since before the birth")
    SICK_LISTED_BEFORE_BIRTH = "sick_listed_since_before_birth", _("sick-listed since before the birth")
    OTHER_MUNICIPALITY = "other_municipality", _("an intervention of another municipality")
    MAN_AMONG_WOMEN = "man_among_women", _("a man in an intervention for women")
    EXIT_AFTER_PROJECT = "exit_after_project", _("an end after the project's end")
    LATE_FOLLOW_UP = "late_follow_up", _("a follow-up long after six months")
    SAME_OUTCOME = "same_outcome", _("the same outcome twice")
    BEYOND_PLACES = "beyond_places", _("a place beyond the planned number")
    ANOTHER_PERSON = "another_person", _("another person with the same name and birth date")
