from dataclasses import dataclass

from esfportal.languages import active_language


@dataclass(frozen=True)
class Name:
    sv: str
    en: str

    def __str__(self) -> str:
        return self.in_language(active_language())

    def in_language(self, language: str) -> str:
        # Swedish where there is no English name.
        return self.en if language == "en" and self.en else self.sv
