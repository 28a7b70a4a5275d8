"""Questions that other apps add to the form of registration."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms

from esfportal.registry import Registry


@dataclass(frozen=True)
class Addition:
    fields: Callable[[], Iterable[tuple[str, forms.Field]]]
    layout: Callable[[], list[Any]]
    save: Callable[..., None]  # of (participation, {name of a field: cleaned value}, by=user)


ADDITIONS = Registry()


class AddedQuestions(forms.Form):
    """A form with the fields of ADDITIONS: they are no values of the entry record."""

    def add_questions(self):
        self.additions = [(addition, dict(addition.fields())) for addition in ADDITIONS]
        for _addition, fields in self.additions:
            self.fields.update(fields)

    def added_questions(self):
        return [each for addition, _fields in self.additions for each in addition.layout()]

    def values(self):
        added = {name for _addition, fields in self.additions for name in fields}
        return {name: value for name, value in super().values().items() if name not in added}

    def said(self):
        saves = [
            partial(addition.save, answers={name: self.cleaned_data.get(name) for name in fields})
            for addition, fields in self.additions
        ]
        return {**super().said(), "also": saves}
