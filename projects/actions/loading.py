"""Load a project file into the database: the project becomes what the file says."""

import hashlib
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.database_access import whole_project_access
from accounts.models import Organisation
from esfportal.database.bulk_copy import reserve_ids
from projects.actions.editing import objects_text
from projects.models import PART_FIELDS, Project
from projects.project_files.changes import Difference, ItemChange, Kind, differences, item_name, value_text
from projects.project_files.export import project_as_toml
from projects.project_files.schema import FileError, join

NEW = "new"  # the version of a project that does not exist
# Keys of the file that are no fields of the project.
NOT_STORED = ("municipalities", "owner_is_published")


class ProjectNotLoadable(Exception):
    """Nothing was saved, for the reasons in `errors`."""

    def __init__(self, errors):
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = errors


class ProjectChanged(Exception):
    """The project is not as it was when the changes were shown; nothing was saved."""


@dataclass
class LoadResult:
    project: Project
    changes: list[ItemChange] = field(default_factory=list)
    is_new: bool = False
    version: str = ""  # of the project before the changes

    @property
    def counts(self):
        return Counter(str(change.kind) for change in self.changes)

    @property
    def changed(self):
        return bool(self.changes)

    @property
    def created(self):
        return self._of(Kind.CREATED)

    @property
    def updated(self):
        return self._of(Kind.UPDATED)

    @property
    def removed(self):
        return self._of(Kind.REMOVED)

    def _of(self, kind):
        return [change for change in self.changes if change.kind == kind]


@transaction.atomic
def load_project(file, *, seen=None, by=None):
    """Create or change the project so that it equals the ProjectFile, and return a LoadResult.

    Rows that are not in the file are removed. Raises ProjectNotLoadable, and saves nothing, when a
    participant, membership or booking refers to such a row, or an organisation has another kind. Raises
    ProjectChanged if the project has another version than the one `seen`.
    """
    result = _load(file, seen=seen, by=by)
    if result.changed:
        action = AuditAction.PROJECT_CREATED if result.is_new else AuditAction.PROJECT_LOADED
        with _access(result.project, by):
            audit(action, result.project, by=by, project=result.project, **result.counts)
    return result


def plan_project(file, *, by=None):
    """Return the LoadResult that loading would have, without saving anything. Raises ProjectNotLoadable."""
    # The same code as loading, so that what is shown is what happens; all of it is undone.
    with transaction.atomic():
        result = _load(file, seen=None, by=by)
        transaction.set_rollback(True)
    return result


def _load(file, *, seen, by):
    # Locked, so that two loads of the same project run one after the other.
    stored = Project.objects.select_for_update().filter(slug=file.slug).first()
    version = version_of(stored)
    if seen is not None and seen != version:
        raise ProjectChanged
    # Its key is known before it is saved: row-level security asks for the scope of that project.
    project = stored or Project(pk=reserve_ids(Project, 1)[0], slug=file.slug)
    loader = ProjectLoader(file, project, is_new=stored is None)
    with _access(project, by):
        loader.load()
    if loader.errors:
        raise ProjectNotLoadable(file.located(loader.errors))
    return LoadResult(project, loader.changes, is_new=stored is None, version=version)


def version_of(project):
    """Return the digest of what a file says of the stored project; NEW of None."""
    if project is None:
        return NEW
    return hashlib.sha256(project_as_toml(project).encode()).hexdigest()


def _access(project, by):
    # A command has access to everything already. For a user, the caller has checked the permission.
    return whole_project_access(project) if by else nullcontext()


class ProjectLoader:
    def __init__(self, file, project, *, is_new):
        self.file, self.project, self.is_new = file, project, is_new
        self.changes, self.errors = [], []
        self.organisations = {}

    def load(self):
        # Parts come before the rows that refer to them.
        self.load_facts()
        if self.errors:
            return
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
        try:
            with transaction.atomic():  # a savepoint, because an IntegrityError ends the transaction
                self.save_if_changed(self.project, values, is_new=self.is_new)
        except IntegrityError:  # created by another user since it was looked for
            self.errors.append(FileError("slug", _("another project has this short name in addresses")))

    def load_organisations(self):
        stated = {row["name"]: row for row in self.file.lists["organisations"]}
        employers = [
            name
            for component in ("sub_projects", "interventions")
            for row in self.file.lists[component]
            for name in row["employers"]
        ]
        payers = [row["organisation"] for row in self.file.lists["financing"] if row["organisation"]]
        names = {*stated, *employers}
        # Projects share organisations, so a stored one is used unchanged.
        self.organisations = {
            row.name: row for row in Organisation.objects.filter(name__in=names | {*payers})
        }
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
            reason = _('"%(name)s" is already registered as "%(kind)s"')
            self.errors.append(FileError(key, reason % {"name": known.name, "kind": known.kind}))

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
        stored = list(component.employers.all())
        if set(stored) != set(employers):
            component.employers.set(employers)
            old, new = (", ".join(sorted(map(str, each))) or _("not stated") for each in (stored, employers))
            label = str(component._meta.get_field("employers").verbose_name)
            change = ItemChange(Kind.UPDATED, item_name(component), (Difference(label, old, new),))
            self.changes.append(change)

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
            if row["organisation"] and organisation is None:
                reason = _("is neither among the file's organisations nor known to the portal")
                self.errors.append(FileError(f"financing[{position}].organisation", reason))
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
        if list(stored) == list(values_by_key):  # the portal's numbers may have gaps
            values_by_key = {
                row_key: {name: value for name, value in values.items() if name != "position"}
                for row_key, values in values_by_key.items()
            }
        # First, so that an owner can be replaced: a project has one at any time.
        for row_key in stored.keys() - values_by_key.keys():
            self.remove(name, stored.pop(row_key))
        return {
            row_key: self.save_if_changed(stored.get(row_key) or manager.model(project=self.project), values)
            for row_key, values in values_by_key.items()
        }

    def remove(self, name, row):
        try:
            change = ItemChange(Kind.REMOVED, item_name(row))
            row.delete()
            self.changes.append(change)
        except ProtectedError as error:  # participants, memberships or bookings refer to it
            reason = _('"%(row)s" is gone from the file, but %(objects)s hang on it')
            words = {"row": row, "objects": objects_text(error.protected_objects)}
            self.errors.append(FileError(join(name, str(getattr(row, "code", row))), reason % words))

    def save_if_changed(self, row, values, *, is_new=None):
        is_new = row.pk is None if is_new is None else is_new
        differing = [name for name, value in values.items() if is_new or not _same(getattr(row, name), value)]
        if not differing and not is_new:
            return row
        before = {} if is_new else {name: value_text(row, name) for name in differing}
        for name in differing:
            setattr(row, name, values[name])
        row.save(force_insert=is_new)
        kind = Kind.CREATED if is_new else Kind.UPDATED
        found = () if is_new else differences(row, before, differing)
        self.changes.append(ItemChange(kind, item_name(row), found))
        return row


def _same(stored, wanted):
    if isinstance(stored, str) and isinstance(wanted, str):  # forms store the line breaks of browsers
        return stored.replace("\r\n", "\n") == wanted
    return stored == wanted
