"""The forms of a page, as a browser would find them: names, kinds of field, and what may be chosen."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    action: str
    method: str
    values: dict = field(default_factory=dict)  # name: what a browser would send untouched
    choices: dict = field(default_factory=dict)  # name: everything that may be chosen
    files: set = field(default_factory=set)

    @property
    def names(self):
        return sorted({*self.values, *self.choices, *self.files} - {"csrfmiddlewaretoken"})


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.select, self.area = [], "", ""

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "form":
            self.forms.append(Form(told.get("action", ""), told.get("method", "get").lower()))
            return
        if not self.forms:
            return
        form, name = self.forms[-1], told.get("name", "")
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            form.choices.setdefault(self.select, []).append(told.get("value", ""))
            if "selected" in told:
                form.values.setdefault(self.select, []).append(told.get("value", ""))
        elif tag == "textarea":
            self.area = name
            form.values.setdefault(name, [""])
        elif tag in ("input", "button") and name:
            self._input(form, name, told)

    def _input(self, form, name, told):
        kind, value = told.get("type", "text"), told.get("value") or ""
        if kind == "file":
            form.files.add(name)
        elif kind in ("radio", "checkbox"):
            form.choices.setdefault(name, []).append(value)
            if "checked" in told:
                form.values.setdefault(name, []).append(value)
        else:
            form.values.setdefault(name, []).append(value)

    def handle_data(self, data):
        if self.area and data.strip():
            self.forms[-1].values[self.area] = [data.strip("\n")]

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""


def forms_of(html):
    parser = _Forms()
    parser.feed(html)
    return parser.forms
