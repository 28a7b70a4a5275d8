"""Lists to which apps of higher layers add in AppConfig.ready()."""


class Registry(list):
    """A list that takes each item once: Django runs ready() again when INSTALLED_APPS is overridden."""

    def add(self, item):
        if item not in self:
            self.append(item)
