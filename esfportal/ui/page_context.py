"""Context that apps of higher layers add to a page of a lower one."""


class ContextProviders(list):
    """Functions of (request, object) that return context; apps append theirs in AppConfig.ready()."""

    def context(self, request, about=None):
        return {name: value for provide in self for name, value in provide(request, about).items()}
