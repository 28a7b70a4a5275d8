from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from participants.attendance.models import Activity
from participants.imports.booking_files.words import purposes_of, sources_of
from participants.imports.matching.stored_records import StoredParticipation
from participants.imports.reading.errors import ParseError
from participants.imports.reading.values import Parser, whole
from participants.register.identity.person_lookup import StoredPerson
from participants.register.models import Participation
from participants.register.rules.editable_parts import editable_parts
from projects.models import Intervention, Municipality, Project


class ImportScope:
    """Municipalities and interventions that the user may import into.

    `by=None` is the command line, which may import into the whole project.
    """

    def __init__(self, project: Project, by: User | None, codes: "ProjectCodes") -> None:
        self._editable_parts: Any = None if by is None else editable_parts(by, project)
        self.is_whole_project = self._editable_parts is None or self._editable_parts.is_whole_project
        self._by = by
        self._codes = codes
        self._cache: dict[tuple[str, int | None], bool] = {}

    def includes(self, municipality: str, intervention: int | None) -> bool:
        if self.is_whole_project:
            return True
        part = municipality, intervention
        if part not in self._cache:
            self._cache[part] = self._editable_parts.includes(
                self._codes.municipalities[municipality], self._codes.interventions.get(intervention)
            )
        return self._cache[part]

    def includes_participation(self, participation: StoredParticipation) -> bool:
        # A present or past spell in the user's part of the project is enough.
        return self.is_whole_project or any(
            self.includes(spell.municipality, spell.intervention) for spell in participation.spells
        )

    def locked_participations(
        self, people: Iterable[StoredPerson], participations: Mapping[UUID, StoredParticipation]
    ) -> set[int]:
        """Return keys of the protected participations that the user is not authorised to open."""
        protected = {person.pk for person in people if person.is_protected}
        keys = {each.pk for person, each in participations.items() if person in protected}
        if self._by is None or not keys:
            return set()
        openable = Participation.objects.filter(pk__in=keys).visible_to(self._by).openable_by(self._by)
        return keys - set(openable.values_list("pk", flat=True))


class ProjectCodes:
    """Parsers for municipalities and for the project's interventions."""

    def __init__(self, project: Project) -> None:
        self.interventions = {each.pk: each for each in Intervention.objects.filter(project=project)}
        self.municipalities = Municipality.objects.in_bulk()
        self._by_code = {each.code.casefold(): pk for pk, each in self.interventions.items()}
        self._by_name = {each.name.casefold(): code for code, each in self.municipalities.items()}

    def municipality(self, text: str) -> str:
        """Return the code of a municipality, given its name or code."""
        if (digits := whole(text)).isdecimal() and digits.isascii():
            code = digits.zfill(4)  # Excel removes leading zeros
            if code in self.municipalities:
                return code
            raise ParseError(_("There is no municipality with this code. Write the four digits or the name."))
        found = self._by_name.get(" ".join(text.casefold().split()))
        if found is None:
            raise ParseError(
                _("There is no municipality of this name. Write its name or its four-digit code.")
            )
        return found

    def intervention(self, text: str) -> int:
        """Return the primary key of the project's intervention with this code."""
        pk = self._by_code.get(text.casefold())
        if pk is not None:
            return pk
        if not self.interventions:
            raise ParseError(_("The project has no interventions. Leave the cell empty."))
        codes = ", ".join(sorted(each.code for each in self.interventions.values()))
        raise ParseError(
            _("Write the code of one of the project's interventions: %(codes)s.") % {"codes": codes}
        )

    def with_places(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the values with municipality and intervention as objects."""
        return {
            **values,
            "municipality": self.municipalities[values["municipality"]],
            "intervention": self.interventions.get(values["intervention"]),
        }

    @property
    def municipality_names(self) -> Iterable[str]:
        return self._by_name.keys()

    @property
    def parsers(self) -> dict[str, Parser]:
        return {"municipality": self.municipality, "intervention": self.intervention}


def words_of(project: Project) -> dict[str, list[tuple[str, str]]]:
    """Return the project's own words for a list's columns, each with its meaning, by the column's name."""
    places = project.project_municipalities.select_related("municipality").order_by("municipality__name")
    activities = Activity.objects.in_project(project).order_by("name").values_list("name", flat=True)
    return {
        "municipality": [(each.municipality.name, each.municipality.code) for each in places],
        "intervention": [(each.code, each.display_name) for each in project.interventions.order_by("code")],
        "activity": [(name, name) for name in activities],
        "source": sources_of(project).words,
        "purpose": purposes_of(project).words,
    }
