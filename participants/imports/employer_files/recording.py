"""Write a row of a list of employers by the forms and actions of the register of employers.

A row is found by its organisation number, else by the name; a workplace by address and municipality; a contact by
the name at the employer (docs/import-files.md).
"""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from esfportal.database.name_folding import folded_words
from participants.employers import actions
from participants.employers.branches import Branch
from participants.employers.contact_details import ContactDetails
from participants.employers.models import Contact, Employer, Workplace
from participants.imports.employer_files.row_forms import (
    CONTACT,
    EMPLOYER,
    LOOK,
    WORKPLACE,
    ContactRowForm,
    EmployerRowForm,
    WorkplaceRowForm,
)
from participants.imports.matching.disclosure import MASKED_VALUE
from participants.imports.reading.errors import ProblemKind
from participants.register.actions.errors import ActionRefused

OTHER_NAME = "other_employer_name"  # codes of questions
NEW_NUMBER = "employer_number"
SIMILAR = "similar_employer"
# Words of names that say how a company is owned.
LEGAL_FORMS = {*("ab", "aktiebolag", "aktiebolaget", "(publ)", "hb", "handelsbolag", "kb", "kommanditbolag")}
HIDDEN = ("email", "phone")  # of a contact who has declined


class RowRefused(Exception):
    """Raised for a row that the register refuses, with (column, message) and the kind of problem."""

    def __init__(self, *found: tuple[str, str], kind: ProblemKind = ProblemKind.MISTAKE) -> None:
        self.found, self.kind = found, kind
        super().__init__("refused")


@dataclass
class Effects:
    """Effects of a row on the register."""

    employer: Employer
    is_new: bool = False
    changes: list[tuple[str, Any, Any]] = field(default_factory=list)  # column, old and new text
    facts: list[tuple[str, Any, Any]] = field(default_factory=list)  # column, old and new value
    items: list[tuple[str, int, bool]] = field(default_factory=list)  # sort, primary key, is new
    replaced: dict[int, ContactDetails] = field(default_factory=dict)
    matched: set[tuple[str, int]] = field(default_factory=set)  # sort and primary key
    questions: list[tuple[str, str]] = field(default_factory=list)  # code and message

    @property
    def writes(self) -> bool:
        return self.is_new or bool(self.facts or self.items)


class Recorder:
    """Writes rows one after the other; each sees what the earlier ones have written."""

    def __init__(self, project: Any, by: Any, *, lock: bool = False) -> None:
        self.project, self.by = project, by
        found = Employer.objects.in_project(project)
        employers = list(found.select_for_update(of=("self",), no_key=True) if lock else found)
        self._employers: dict[int, Employer] = {}
        self._by_number: dict[str, int] = {}
        self._by_name: dict[str, int] = {}
        self._by_words: dict[str, int] = {}
        for employer in employers:
            self._note(employer)
        self._said: dict[tuple[Any, ...], tuple[int, Any]] = {}
        self._workplaces: dict[int, list[Workplace]] = {}
        self._contacts: dict[int, list[Contact]] = {}

    def record(self, number: int, values: Mapping[str, Any]) -> Effects:
        """Write the row with this number. Raises RowRefused, and has then written nothing."""
        try:
            with transaction.atomic():
                effects = self._employer(values)
                said = dict(self._statements(effects.employer, values))
                self._check_said(number, said)
                self._workplace(effects, values)
                self._contact(effects, values)
        except ActionRefused as error:
            raise RowRefused(
                *((EMPLOYER.get(each.field, "employer"), each.message) for each in error.problems)
            ) from None
        self._note(effects.employer)
        for sort, _pk, _is_new in effects.items:  # read again, with what was written
            cache: dict[int, Any] = self._contacts if sort == "contact" else self._workplaces
            cache.pop(effects.employer.pk, None)
        for key, value in said.items():
            self._said.setdefault(key, (number, value))
        return effects

    def _note(self, employer: Employer) -> None:
        employer.project = self.project
        self._employers[employer.pk] = employer
        if employer.organisation_number:
            self._by_number[employer.organisation_number] = employer.pk
        self._by_name[employer.name.lower()] = employer.pk
        self._by_words.setdefault(_words_of(employer.name), employer.pk)

    def _find(self, values: Mapping[str, Any]) -> Employer | None:
        by_number = self._by_number.get(values["organisation_number"])
        by_name = self._by_name.get((values["employer"] or "").lower())
        if by_number and by_name and by_number != by_name:
            text = _(
                "One employer of the project has the number, and another has the name. Correct one of them."
            )
            raise RowRefused(("employer", text), kind=ProblemKind.SEVERAL)
        found = by_number or by_name
        return self._employers[found] if found else None

    def _employer(self, values: Mapping[str, Any]) -> Effects:
        stored = self._find(values)
        given = {name: values[column] for name, column in EMPLOYER.items() if values[column] is not None}
        if stored and given.get("name", "").casefold() == stored.name.casefold():
            del given["name"]
        before = {name: getattr(stored, name) for name in EMPLOYER} if stored else {}
        if stored and before == before | given:
            return Effects(stored, matched={("employer", stored.pk)})
        instance = copy(stored) if stored else Employer(project=self.project)
        form = EmployerRowForm(_posted(before | given), instance=instance, **LOOK)
        _raise_errors(form, EMPLOYER)
        changed = [name for name in before if getattr(instance, name) != before[name]]
        if stored is None:
            actions.add_employer(instance, by=self.by)
        else:
            actions.change_employer(instance, changed=changed, by=self.by)
        effects = Effects(instance, is_new=stored is None, matched={("employer", instance.pk)})
        for name in changed:
            old, new = before[name], getattr(instance, name)
            effects.facts.append((EMPLOYER[name], old, new))
            effects.changes.append(
                (EMPLOYER[name], fact_text(EMPLOYER[name], old), fact_text(EMPLOYER[name], new))
            )
        effects.questions = [
            *(_doubts(stored, instance, changed) if stored else self._doubts_of_new(instance))
        ]
        return effects

    def _doubts_of_new(self, employer: Employer) -> Iterator[tuple[str, str]]:
        similar = self._employers.get(self._by_words.get(_words_of(employer.name), 0))
        if similar and not (similar.organisation_number and employer.organisation_number):
            text = _("The project has %(stored)s, and the row says %(new)s. Are they two employers?")
            yield SIMILAR, text % {"stored": similar.name, "new": employer.name}

    def _statements(
        self, employer: Employer, values: Mapping[str, Any]
    ) -> Iterator[tuple[tuple[Any, ...], Any]]:
        # What the row says of the employer and of the contact, in a form that is compared.
        for column in EMPLOYER.values():
            if values[column] is not None:
                yield (column, employer.pk), _comparable(values[column])
        if values["contact"]:
            for column in CONTACT.values():
                if values[column] is not None:
                    yield (column, employer.pk, values["contact"].casefold()), _comparable(values[column])

    def _check_said(self, number: int, said: Mapping[tuple[Any, ...], Any]) -> None:
        for key, value in said.items():
            first, before = self._said.get(key, (number, value))
            if before != value:
                text = _(
                    "Rows %(first)s and %(second)s say different things here about the same employer. Keep one."
                )
                found = (key[0], text % {"first": first, "second": number})
                raise RowRefused(found, kind=ProblemKind.DOUBLE)

    def _workplaces_of(self, employer: Employer) -> list[Workplace]:
        if employer.pk not in self._workplaces:
            found = employer.workplaces.select_related("municipality").order_by("pk")
            self._workplaces[employer.pk] = list(found)
        return self._workplaces[employer.pk]

    def _workplace(self, effects: Effects, values: Mapping[str, Any]) -> None:
        address, code = values["address"], values["municipality"]
        if address is None and code is None:
            return
        workplaces = self._workplaces_of(effects.employer)
        same = [
            each
            for each in workplaces
            if (address is None or each.address.casefold() == address.casefold())
            and (code is None or each.municipality_id == code)
        ]
        if same:
            effects.matched.add(("workplace", same[0].pk))
            return
        without = [each for each in workplaces if each.municipality_id == code and not each.address]
        new = Workplace(employer=effects.employer, project=self.project)
        workplace = copy(without[0]) if without else new
        form = WorkplaceRowForm(
            _posted({"address": address, "municipality": code}), instance=workplace, **LOOK
        )
        _raise_errors(form, WORKPLACE)
        if without:
            actions.change_item(workplace, changed=["address"], by=self.by)
            effects.facts.append(("address", "", workplace.address))
        else:
            actions.add_item(workplace, by=self.by)
        effects.items.append(("workplace", workplace.pk, not without))
        effects.changes.append(("address", "", str(workplace)))

    def _contacts_of(self, employer: Employer) -> list[Contact]:
        if employer.pk not in self._contacts:
            self._contacts[employer.pk] = list(Contact.objects.filter(employer=employer).with_consents())
        return self._contacts[employer.pk]

    def _contact(self, effects: Effects, values: Mapping[str, Any]) -> None:
        given = {name: values[column] for name, column in CONTACT.items() if values[column] is not None}
        if not given:
            return
        name = given.get("name", "").casefold()
        contacts = self._contacts_of(effects.employer) if name else []
        same = [each for each in contacts if each.details and each.details.name.casefold() == name]
        if len(same) > 1:
            text = _("The employer has several contacts of this name. Change them on the employer's page.")
            raise RowRefused(("contact", text), kind=ProblemKind.SEVERAL)
        stored = same[0] if same else None
        before = stored.details if stored else ContactDetails("")
        wanted = replace(before, **(given | ({"name": before.name} if stored else {})))
        if stored:
            effects.matched.add(("contact", stored.pk))
            if wanted == before:
                return
        contact = stored or Contact(employer=effects.employer, project=self.project)
        form = ContactRowForm(asdict(wanted), instance=contact, **LOOK)
        _raise_errors(form, CONTACT)
        self._write_contact(effects, stored, before, form.details())

    def _write_contact(
        self, effects: Effects, stored: Contact | None, before: ContactDetails, details: ContactDetails
    ) -> None:
        if stored is None:
            contact = actions.add_contact(effects.employer, details=details, by=self.by)
            effects.items.append(("contact", contact.pk, True))
            effects.changes.append(("contact", "", details.name))
            return
        changed = [name for name in CONTACT if getattr(before, name) != getattr(details, name)]
        if not changed:
            return
        actions.change_contact(copy(stored), details=details, by=self.by)
        effects.items.append(("contact", stored.pk, False))
        effects.replaced[stored.pk] = before
        for name in changed:
            is_hidden = name in HIDDEN and stored.has_declined
            old, new = (MASKED_VALUE if is_hidden else getattr(each, name) for each in (before, details))
            effects.changes.append((CONTACT[name], old, new))


def fact_text(column: str, value: Any) -> str:
    """Return a stored value in words, "" for none."""
    if column == "branch":
        return str(Branch(value).label) if value else ""
    if column == "sole_trader":
        return _("yes") if value else _("no")
    return Employer(organisation_number=value).shown_number if column == "organisation_number" else str(value)


def _doubts(stored: Employer, employer: Employer, changed: list[str]) -> Iterator[tuple[str, str]]:
    words = set(folded_words(stored.name)) & set(folded_words(employer.name))
    if "name" in changed and not words:
        text = _("The number belongs to %(stored)s, and the row says %(new)s. Has the employer a new name?")
        yield OTHER_NAME, text % {"stored": stored.name, "new": employer.name}
    if "organisation_number" in changed:
        yield NEW_NUMBER, _("The project has an employer of this name without this number. Is it the same?")


def _words_of(name: str) -> str:
    return " ".join(word for word in folded_words(name) if word not in LEGAL_FORMS) or name


def _posted(values: Mapping[str, Any]) -> dict[str, Any]:
    # A box that is not ticked is not sent.
    return {name: value for name, value in values.items() if value not in (None, False)}


def _raise_errors(form: Any, columns: Mapping[str, str]) -> None:
    if not form.is_valid():
        found = [(columns.get(name, ""), text) for name, texts in form.errors.items() for text in texts]
        raise RowRefused(*((column or next(iter(columns.values())), str(text)) for column, text in found))


def _comparable(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
