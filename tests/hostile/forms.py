"""Parser for the forms of a page, with their fields, values and choices."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    action: str
    method: str
    values: dict = field(default_factory=dict)  # name: what a browser would send untouched
    choices: dict = field(default_factory=dict)  # name: everything that may be chosen
    files: set = field(default_factory=set)
    texts: list = field(default_factory=list)  # names of fields to write in

    @property
    def names(self):
        return sorted({*self.values, *self.choices, *self.files} - {"csrfmiddlewaretoken"})


class _FormParser(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.select, self.area = [], "", ""

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.forms.append(Form(attributes.get("action", ""), attributes.get("method", "get").lower()))
            return
        if not self.forms:
            return
        form, name = self.forms[-1], attributes.get("name", "")
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            form.choices.setdefault(self.select, []).append(attributes.get("value", ""))
            if "selected" in attributes:
                form.values.setdefault(self.select, []).append(attributes.get("value", ""))
        elif tag == "textarea":
            self.area = name
            form.texts.append(name)
            form.values.setdefault(name, [""])
        elif tag in ("input", "button") and name:
            self._input(form, name, attributes)

    def _input(self, form, name, attributes):
        kind = attributes.get("type", "text")
        value = attributes.get("value", "on" if kind in ("radio", "checkbox") else "") or ""
        if kind == "file":
            form.files.add(name)
        elif kind in ("radio", "checkbox"):
            form.choices.setdefault(name, []).append(value)
            if "checked" in attributes:
                form.values.setdefault(name, []).append(value)
        else:
            form.values.setdefault(name, []).append(value)
            if kind not in ("hidden", "submit"):
                form.texts.append(name)

    def handle_data(self, data):
        if self.area and data.strip():
            self.forms[-1].values[self.area] = [data.strip("\n")]

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""


def parse_forms(html):
    parser = _FormParser()
    parser.feed(html)
    return parser.forms
