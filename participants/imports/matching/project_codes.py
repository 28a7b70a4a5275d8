"""Which part of a project somebody may import into, and the words a project has of its own."""

from django.utils.translation import gettext as _

from participants.imports.reading.errors import Refused
from participants.register.models import Participation
from participants.register.rules.editable_parts import editable_parts
from projects.models import Intervention, Municipality


class Scope:
    """The places one may import into, by the rule of participants.register.rules.editable_parts, each looked up once.

    `by=None` is the command line, which covers the whole project.
    """

    def __init__(self, project, by, places):
        self._editable_parts = None if by is None else editable_parts(by, project)
        self.is_whole = by is None or self._editable_parts.is_whole_project
        self._by = by
        self._places = places
        self._covered = {}

    def covers(self, municipality, intervention):
        """Whether a spell there (a code; a primary key or None) is within reach."""
        if self.is_whole:
            return True
        place = municipality, intervention
        if place not in self._covered:
            self._covered[place] = self._editable_parts.includes(
                self._places.municipalities[municipality], self._places.interventions.get(intervention)
            )
        return self._covered[place]

    def closed_among(self, people, participations):
        """Participations of protected people with which the file is not even compared: those whom
        whoever imports is not named for. `people`: StoredPersons."""
        protected = {person.pk for person in people if person.is_protected}
        keys = {each.pk for person, each in participations.items() if person in protected}
        if self._by is None or not keys:
            return set()
        named = Participation.objects.filter(pk__in=keys).visible_to(self._by).openable_by(self._by)
        return keys - set(named.values_list("pk", flat=True))


class Places:
    """The municipalities and the project's interventions, as a file may name them."""

    def __init__(self, project):
        self.interventions = {each.pk: each for each in Intervention.objects.filter(project=project)}
        self.municipalities = Municipality.objects.in_bulk()
        self._by_code = {each.code.casefold(): pk for pk, each in self.interventions.items()}
        self._by_name = {each.name.casefold(): code for code, each in self.municipalities.items()}

    def municipality(self, text):
        """A code, leading zeros added where Excel took them, or a name; gives the code."""
        if text.isdecimal() and text.isascii():
            code = text.zfill(4)
            if code in self.municipalities:
                return code
            raise Refused(_("There is no municipality with this code. Write the four digits or the name."))
        code = self._by_name.get(" ".join(text.casefold().split()))
        if code is None:
            raise Refused(_("There is no municipality of this name. Write its name or its four-digit code."))
        return code

    def intervention(self, text):
        """The code of one of the project's interventions; gives the primary key."""
        pk = self._by_code.get(text.casefold())
        if pk is not None:
            return pk
        if not self.interventions:
            raise Refused(_("The project has no interventions. Leave the cell empty."))
        codes = ", ".join(sorted(each.code for each in self.interventions.values()))
        raise Refused(
            _("Write the code of one of the project's interventions: %(codes)s.") % {"codes": codes}
        )

    @property
    def parsers(self):
        return {"municipality": self.municipality, "intervention": self.intervention}
