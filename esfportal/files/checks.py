from secrets import token_hex

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.files.storage import storages

from esfportal.files.stored import FileMissing, StoredFiles, StoreUnavailable

HINT = "Compare ESFPORTAL_FILES_URL, or ESFPORTAL_FILES, with docs/operations.md."


def problems(alias="reports"):
    """Write, read back and delete a file. Return the problems in words."""
    files = Probe(alias)
    key = f"check/{token_hex(8)}/file"
    try:
        digest = files.write(key, b"esfportal")
        files.read(key, digest).close()
        files.delete([key])
    except (StoreUnavailable, FileMissing) as error:
        return [f"The store of {alias} can't be used: {error}."]
    return []


def can_be_reached(*, timeout, alias="reports"):
    """Return whether the folder is writable or the bucket answers. Waits about `timeout` seconds at most."""
    # The store of the process itself would wait, and try again, as long as a job may.
    entry = settings.STORAGES[alias]
    options = entry.get("OPTIONS", {})
    if "timeout" in options:
        options = options | {"timeout": timeout, "attempts": 1}
    return storages.create_storage(entry | {"OPTIONS": options}).answers()


# The same store through a connection of its own, which a forked process does not inherit.
class Probe(StoredFiles):
    def __init__(self, alias):
        super().__init__(alias)
        self._storage = storages.create_storage(settings.STORAGES[alias])

    @property
    def storage(self):
        return self._storage


@register(Tags.files, deploy=True)
def stores_can_be_used(app_configs, **kwargs):
    found = [Error(problem, hint=HINT, id="esfportal.E003") for problem in problems()]
    endpoint = settings.STORAGES["reports"].get("OPTIONS", {}).get("endpoint_url", "")
    if endpoint.startswith("http://"):
        found.append(
            Warning(
                "The object store is reached without TLS: reports and the key cross the network in clear.",
                hint="Leave tls=0 out of ESFPORTAL_FILES_URL, unless the network is closed.",
                id="esfportal.W002",
            )
        )
    return found
