"""Every address of the resolver, for the tests that walk them all."""

import re
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver, reverse

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
PLACEHOLDER = re.compile(r"\(\?P<\w+>[^)]*\)|<(?:\w+:)?\w+>")


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver: its name (`projects:detail`; "" where it has none) and its route."""

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
        """The address with these arguments: {parameter: value}."""
        if self.name:
            return reverse(self.name, kwargs=arguments)
        return "/" + PLACEHOLDER.sub(lambda _: str(arguments[self.parameters[0]]), self.route).rstrip("$")


def addresses():
    """Every address there is, the administration's included."""
    return list(_walk(get_resolver().url_patterns))


def _walk(patterns, namespace="", before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLPattern):
            yield Address(f"{namespace}{pattern.name}" if pattern.name else "", route, pattern.callback)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, route)
