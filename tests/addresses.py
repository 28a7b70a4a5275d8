"""Every address of the resolver."""

import re
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver, reverse

from participants.imports.reading.columns import FORMATS

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
PLACEHOLDER = re.compile(r"\(\?P<\w+>[^)]*\)|<(?:\w+:)?\w+>")
STOP_A_JOB = {
    *("imports:import_cancel", "imports:import_check_cancel", "imports:import_mark_cancel"),
    *("register:cancel_export", "certificates:stop_group_step"),
}
IMPORTS = {f"imports:import_{kind}" for kind in FORMATS}
TUTORS = {f"week_sheets:{page}" for page in ("opened", "tutor", "tutor_confirm")}
OWN_FORMS = {
    *(f"notifications:{page}" for page in ("choices", "open", "read", "read_all")),
    *("calendars:make", "calendars:remove", "funders:seen", "funders:keep_columns"),
}
OTHER_ROLES = {
    *("sampling:check", "sampling:close", "team:invite_leader"),
    *(f"projects:{page}" for page in ("check_file", "create", "load_file")),
    *(f"scb_template:period_{page}" for page in ("upload", "draft", "rows", "use", "change", "end")),
}
OWN_LINKS = {
    *(f"own_page:{do}" for do in ("make", "withdraw", "enter", "sign_out", "month", "refuse")),
    *(f"own_page:{do}" for do in ("e_id", "e_id_keys", "e_id_back", "projects", "withdraw_consent")),
    *(f"own_page:{do}" for do in ("survey", "language", "ask_extract")),
    *(f"own_page:{do}" for do in ("mail", "ask_code", "ask_link", "contact", "address", "confirm_address")),
}
ADDING_SURVEYS = {
    *(f"surveys:{page}" for page in ("add", "add_question", "invite", "mail", "device_link", "person_link")),
    *(f"surveys:{page}" for page in ("answer", "on_device", "begin", "thanks", "contacted")),
}


@dataclass(frozen=True)
class Address:
    """A URL pattern: its name (`projects:detail`, or "") and its route."""

    name: str
    route: str
    callback: object

    @property
    def parameters(self):
        return tuple(PARAMETER.findall(self.route))

    @property
    def label(self):
        return self.name or self.route

    @property
    def is_administration(self):
        return self.route.startswith("admin/")

    def path(self, arguments):
        """Return the path with the arguments {parameter: value}."""
        if self.name:
            return reverse(self.name, kwargs=arguments)
        return "/" + PLACEHOLDER.sub(lambda _: str(arguments[self.parameters[0]]), self.route).rstrip("$")


def addresses():
    return list(_walk(get_resolver().url_patterns))


def _walk(patterns, namespace="", before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLPattern):
            yield Address(f"{namespace}{pattern.name}" if pattern.name else "", route, pattern.callback)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, route)
