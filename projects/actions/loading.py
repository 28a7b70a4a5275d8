"""Load a project file into the database."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import ProtectedError

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.models import Organisation
from projects.actions.editing import protected_objects_text
from projects.file_schema import FileError, join
from projects.models import PART_FIELDS, Project
from projects.project_file import check_owner

# Keys of the file that are no fields of the project.
NOT_STORED = ("municipalities", "owner_is_published")


class ProjectNotLoadable(Exception):
    """Nothing was saved, for the reasons in `errors`."""

    def __init__(self, errors):
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = errors


@dataclass
class LoadResult:
    project: Project
    counts: Counter = field(default_factory=Counter)

    @property
    def changed(self):
        return self.counts.total() > 0


@transaction.atomic
def load_project(file, *, by=None):
    """Create or change the project so that it equals the ProjectFile, and return a LoadResult.

    Rows that are not in the file are removed. Raises ProjectNotLoadable, and saves nothing, when a
    participant, membership or booking refers to such a row, or an organisation has another kind.
    """
    if errors := list(check_owner(file)):
        raise ProjectNotLoadable(errors)
    loader = ProjectLoader(file, by)
    loader.load()
    if loader.errors:
        raise ProjectNotLoadable(loader.errors)
    result = LoadResult(loader.project, loader.counts)
    if result.changed:
        audit(AuditAction.PROJECT_LOADED, result.project, by=by, project=result.project, **result.counts)
    return result


class ProjectLoader:
    def __init__(self, file, by):
        self.file, self.by = file, by
        self.counts, self.errors = Counter(), []
        self.organisations = {}

    def load(self):
        # Parts come before the rows that refer to them.
        self.project = self.load_facts()
        self.load_organisations()
        self.sub_projects = self.load_components("sub_projects")
        self.load_municipalities()
        self.interventions = self.load_components("interventions")
        self.load_partners()
        self.load_texts()
        self.load_simple_list("phases", ["kind"])
        self.load_simple_list("target_groups", ["code"])
        self.load_targets()
        self.load_simple_list("budget_lines", ["name"])
        self.load_financing()
        self.load_simple_list("events", ["name", "held_on"])
        # A file without them says nothing about what the leader and the funder have entered in the portal.
        if self.file.lists["report_duties"]:
            self.load_simple_list("report_duties", ["kind", "starts_on", "ends_on"])

    def load_facts(self):
        values = {key: value for key, value in self.file.facts.items() if key not in NOT_STORED}
        # Locked, so that two loads of the same project run one after the other.
        project = Project.objects.select_for_update().filter(slug=self.file.slug).first()
        return self.save_if_changed(project or Project(), values)

    def load_organisations(self):
        stated = {row["name"]: row for row in self.file.lists["organisations"]}
        employers = [
            name
            for component in ("sub_projects", "interventions")
            for row in self.file.lists[component]
            for name in row["employers"]
        ]
        names = {*stated, *employers}
        # Projects share organisations, so a stored one is used unchanged.
        self.organisations = {row.name: row for row in Organisation.objects.filter(name__in=names)}
        for number, row in enumerate(self.file.lists["organisations"]):
            self.check_organisation_kind(row, f"organisations[{number}].kind")
        for name in sorted(names - self.organisations.keys()):
            # An employer that is named only in a list is taken for a company.
            row = stated.get(name, {"kind": Organisation.Kind.COMPANY, "name_en": ""})
            self.organisations[name] = self.save_if_changed(
                Organisation(), {"name": name, "kind": row["kind"], "name_en": row["name_en"]}
            )

    def check_organisation_kind(self, row, key):
        known = self.organisations.get(row["name"])
        if known and known.kind != row["kind"]:
            self.errors.append(FileError(key, f'"{known.name}" is already registered as "{known.kind}"'))

    def load_components(self, name):
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
        rows = self.synchronise(name, getattr(self.project, name), wanted, ["code"])
        for row in self.file.lists[name]:
            self.load_employers(rows[(row["code"],)], [self.organisations[n] for n in row["employers"]])
        return {code: row for (code,), row in rows.items()}

    def load_employers(self, component, employers):
        if set(component.employers.all()) != set(employers):
            component.employers.set(employers)
            self.counts["updated"] += 1

    def load_municipalities(self):
        sub_project_keys = {
            code: self.sub_projects[row["code"]].pk
            for row in self.file.lists["sub_projects"]
            for code in row["municipalities"]
        }
        wanted = {
            code: {"municipality_id": code, "sub_project_id": sub_project_keys.get(code)}
            for code in self.file.facts["municipalities"]
        }
        rows = self.project.project_municipalities
        self.synchronise("municipalities", rows, wanted, ["municipality_id"])

    def load_partners(self):
        wanted = {
            (row["name"], row["role"]): {
                "organisation_id": self.organisations[row["name"]].pk,
                "position": position,
                **{key: row[key] for key in ("role", "note", "note_en")},
            }
            for position, row in enumerate(self.file.lists["organisations"])
        }
        self.synchronise("organisations", self.project.partners, wanted, ["organisation_id", "role"])

    def load_texts(self):
        wanted = {
            (section, language): {"section": section, "language": language, "body": texts[language]}
            for section, texts in self.file.texts.items()
            for language in ("sv", "en")
        }
        self.synchronise("texts", self.project.texts, wanted, ["section", "language"])

    def load_targets(self):
        wanted = {}
        for position, row in enumerate(self.file.lists["targets"]):
            values = {key: value for key, value in row.items() if key not in PART_FIELDS}
            sub_project = self.sub_projects.get(row["sub_project"])
            intervention = self.interventions.get(row["intervention"])
            wanted[row["code"]] = values | {
                "position": position,
                "sub_project_id": sub_project and sub_project.pk,
                "municipality_id": row["municipality"] or None,
                "intervention_id": intervention and intervention.pk,
            }
        self.synchronise("targets", self.project.targets, wanted, ["code"])

    def load_financing(self):
        wanted = {}
        for position, row in enumerate(self.file.lists["financing"]):
            organisation = self.organisations.get(row["organisation"])
            values = {key: value for key, value in row.items() if key != "organisation"}
            wanted[row["source"], row["organisation"]] = values | {
                "position": position,
                "organisation_id": organisation and organisation.pk,
            }
        self.synchronise("financing", self.project.financing, wanted, ["source", "organisation_id"])

    def load_simple_list(self, name, key):
        # For lists whose rows refer to no other rows.
        has_position = any(f.name == "position" for f in getattr(self.project, name).model._meta.fields)
        wanted = {
            position: row | ({"position": position} if has_position else {})
            for position, row in enumerate(self.file.lists[name])
        }
        self.synchronise(name, getattr(self.project, name), wanted, key)

    def synchronise(self, name, manager, wanted, key):
        """Remove, change and add the project's rows to equal `wanted`; return them by key.

        key: names of the attributes that identify a row within the project.
        """
        stored = {tuple(getattr(row, part) for part in key): row for row in manager.all()}
        values_by_key = {tuple(values[part] for part in key): values for values in wanted.values()}
        # First, so that an owner can be replaced: a project has one at any time.
        for row_key in stored.keys() - values_by_key.keys():
            self.remove(name, stored.pop(row_key))
        return {
            row_key: self.save_if_changed(stored.get(row_key) or manager.model(project=self.project), values)
            for row_key, values in values_by_key.items()
        }

    def remove(self, name, row):
        try:
            row.delete()
            self.counts["removed"] += 1
        except ProtectedError as error:  # participants, memberships or bookings refer to it
            reason = f'"{row}" is gone from the file, but {protected_objects_text(error)} hang on it'
            self.errors.append(FileError(join(name, str(getattr(row, "code", row))), reason))

    def save_if_changed(self, row, values):
        is_new = row.pk is None
        differing = [name for name, value in values.items() if is_new or getattr(row, name) != value]
        for name in differing:
            setattr(row, name, values[name])
        if differing or is_new:
            row.save()
            self.counts["created" if is_new else "updated"] += 1
        return row
