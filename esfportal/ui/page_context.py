"""Context that apps of higher layers add to a page of a lower one."""

from esfportal.registry import Registry


class ContextProviders(Registry):
    """Functions of (request, object) that return context; apps add theirs in AppConfig.ready()."""

    def context(self, request, about=None):
        return {name: value for provide in self for name, value in provide(request, about).items()}
