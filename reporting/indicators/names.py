from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True)
class Name:
    sv: str
    en: str

    def __str__(self) -> str:
        return self.in_language((get_language() or "sv")[:2])

    def in_language(self, language: str) -> str:
        # Swedish where there is no English name.
        return self.en if language == "en" and self.en else self.sv
