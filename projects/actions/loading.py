"""A project made, or brought in step with, what its file says."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import ProtectedError

from accounts.audit import audit
from accounts.models import Organisation
from projects.actions.editing import words_for
from projects.file_schema import FileError, join
from projects.models import Project


class NotLoadable(Exception):
    """The file can't be brought into the database as it stands; nothing was saved."""

    def __init__(self, errors):
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = errors


@dataclass
class Loaded:
    """What loading did: the project and how many rows were created, updated and removed."""

    project: Project
    counts: Counter = field(default_factory=Counter)

    @property
    def changed(self):
        return self.counts.total() > 0


@transaction.atomic
def load_project(file, *, by=None):
    """Make the database's project say exactly what the ProjectFile says; again changes nothing.

    Rows that are gone from the file are removed. Raises NotLoadable with every reason, and saves
    nothing, when people or bookings hang on one of them, or an organisation is of another kind.
    """
    loading = Loading(file, by)
    loading.everything()
    if loading.errors:
        raise NotLoadable(loading.errors)
    loaded = Loaded(loading.project, loading.counts)
    if loaded.changed:
        audit("project_loaded", loaded.project, by=by, project=loaded.project, **loaded.counts)
    return loaded


class Loading:
    """One file on its way into the database."""

    def __init__(self, file, by):
        self.file, self.by = file, by
        self.counts, self.errors = Counter(), []
        self.organisations = {}

    def everything(self):
        self.project = self.load_facts()
        self.load_organisations()
        self.sub_projects = self.load_strands("sub_projects")
        self.load_municipalities()
        self.interventions = self.load_strands("interventions")
        self.load_partners()
        self.load_texts()
        self.load_plain("phases", ["kind"])
        self.load_plain("target_groups", ["code"])
        self.load_targets()
        self.load_plain("budget_lines", ["name"])
        self.load_financing()
        self.load_plain("events", ["name", "held_on"])

    def load_facts(self):
        values = {key: value for key, value in self.file.facts.items() if key != "municipalities"}
        project = Project.objects.select_for_update().filter(slug=self.file.slug).first()
        return self.keep(project or Project(), values)

    def load_organisations(self):
        """Organisations are shared by projects: one that is there already is used as it is."""
        stated = {row["name"]: row for row in self.file.lists["organisations"]}
        employers = [
            name
            for strand in ("sub_projects", "interventions")
            for row in self.file.lists[strand]
            for name in row["employers"]
        ]
        names = {*stated, *employers}
        self.organisations = {row.name: row for row in Organisation.objects.filter(name__in=names)}
        for number, row in enumerate(self.file.lists["organisations"]):
            self.check_kind(row, f"organisations[{number}].kind")
        for name in sorted(names - self.organisations.keys()):
            row = stated.get(name, {"kind": Organisation.Kind.COMPANY, "name_en": ""})
            self.organisations[name] = self.keep(
                Organisation(), {"name": name, "kind": row["kind"], "name_en": row["name_en"]}
            )

    def check_kind(self, row, key):
        known = self.organisations.get(row["name"])
        if known and known.kind != row["kind"]:
            self.errors.append(FileError(key, f'"{known.name}" is already registered as "{known.kind}"'))

    def load_strands(self, name):
        """Sub-projects or interventions, by code; their employers beside them."""
        wanted = {}
        for row in self.file.lists[name]:
            values = {key: value for key, value in row.items() if key not in ("employers", "municipalities")}
            if name == "interventions":
                sub_project = self.sub_projects.get(values.pop("sub_project"))
                values |= {
                    "sub_project_id": sub_project and sub_project.pk,
                    "municipality_id": values.pop("municipality") or None,
                }
            wanted[row["code"]] = values
        rows = self.bring_in_step(name, getattr(self.project, name), wanted, ["code"])
        for row in self.file.lists[name]:
            self.set_employers(rows[(row["code"],)], [self.organisations[n] for n in row["employers"]])
        return {code: row for (code,), row in rows.items()}

    def set_employers(self, strand, employers):
        if set(strand.employers.all()) != set(employers):
            strand.employers.set(employers)
            self.counts["updated"] += 1

    def load_municipalities(self):
        in_part = {
            code: self.sub_projects[row["code"]].pk
            for row in self.file.lists["sub_projects"]
            for code in row["municipalities"]
        }
        wanted = {
            code: {"municipality_id": code, "sub_project_id": in_part.get(code)}
            for code in self.file.facts["municipalities"]
        }
        rows = self.project.project_municipalities
        self.bring_in_step("municipalities", rows, wanted, ["municipality_id"])

    def load_partners(self):
        wanted = {
            (row["name"], row["role"]): {
                "organisation_id": self.organisations[row["name"]].pk,
                "position": position,
                **{key: row[key] for key in ("role", "note", "note_en")},
            }
            for position, row in enumerate(self.file.lists["organisations"])
        }
        self.bring_in_step("organisations", self.project.partners, wanted, ["organisation_id", "role"])

    def load_texts(self):
        wanted = {
            (section, language): {"section": section, "language": language, "body": texts[language]}
            for section, texts in self.file.texts.items()
            for language in ("sv", "en")
        }
        self.bring_in_step("texts", self.project.texts, wanted, ["section", "language"])

    def load_targets(self):
        wanted = {}
        for position, row in enumerate(self.file.lists["targets"]):
            parts = ("sub_project", "municipality", "intervention")
            values = {key: value for key, value in row.items() if key not in parts}
            sub_project = self.sub_projects.get(row["sub_project"])
            intervention = self.interventions.get(row["intervention"])
            wanted[row["code"]] = values | {
                "position": position,
                "sub_project_id": sub_project and sub_project.pk,
                "municipality_id": row["municipality"] or None,
                "intervention_id": intervention and intervention.pk,
            }
        self.bring_in_step("targets", self.project.targets, wanted, ["code"])

    def load_financing(self):
        wanted = {}
        for position, row in enumerate(self.file.lists["financing"]):
            organisation = self.organisations.get(row["organisation"])
            values = {key: value for key, value in row.items() if key != "organisation"}
            wanted[row["source"], row["organisation"]] = values | {
                "position": position,
                "organisation_id": organisation and organisation.pk,
            }
        self.bring_in_step("financing", self.project.financing, wanted, ["source", "organisation_id"])

    def load_plain(self, name, key):
        """A list whose rows hold nothing but values of their own."""
        has_position = any(f.name == "position" for f in getattr(self.project, name).model._meta.fields)
        wanted = {
            position: row | ({"position": position} if has_position else {})
            for position, row in enumerate(self.file.lists[name])
        }
        self.bring_in_step(name, getattr(self.project, name), wanted, key)

    def bring_in_step(self, name, manager, wanted, key):
        """Remove, change and add the project's rows until they are those wanted; rows by their key."""
        stored = {tuple(getattr(row, part) for part in key): row for row in manager.all()}
        values_by_key = {tuple(values[part] for part in key): values for values in wanted.values()}
        for gone in stored.keys() - values_by_key.keys():
            self.remove(name, stored.pop(gone))
        return {
            row_key: self.keep(stored.get(row_key) or manager.model(project=self.project), values)
            for row_key, values in values_by_key.items()
        }

    def remove(self, name, row):
        try:
            row.delete()
            self.counts["removed"] += 1
        except ProtectedError as error:
            reason = f'"{row}" is gone from the file, but {words_for(error)} hang on it'
            self.errors.append(FileError(join(name, str(getattr(row, "code", row))), reason))

    def keep(self, row, values):
        """Save the row if it is new or any of the values differs; counted either way."""
        is_new = row.pk is None
        differing = [name for name, value in values.items() if is_new or getattr(row, name) != value]
        for name in differing:
            setattr(row, name, values[name])
        if differing or is_new:
            row.save()
            self.counts["created" if is_new else "updated"] += 1
        return row
