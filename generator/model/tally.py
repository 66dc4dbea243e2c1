"""Counts of records, with samples apart: no figure of the atlas adds up both."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from generator.base.russian import count, format_number

MARK = "учебный пример"
"""The label beside the title of a sample, wherever it is named."""
_FORMS = (MARK, "учебных примера", "учебных примеров")


class Tally(msgspec.Struct, frozen=True):
    """Number of real records and of made-up samples."""

    real: int = 0
    samples: int = 0

    @classmethod
    def of(cls, samples: Iterable[bool]) -> Tally:
        """Count records; `samples` says of each whether it is made up."""
        flags = [*samples]
        made_up = sum(flags)
        return cls(real=len(flags) - made_up, samples=made_up)

    @property
    def total(self) -> int:
        """The number of both together."""
        return self.real + self.samples

    @property
    def sample_words(self) -> str:
        """The samples in words: «38 учебных примеров»; «» for none."""
        return count(self.samples, *_FORMS) if self.samples else ""

    @property
    def brief(self) -> str:
        """Both, where the title says what is counted: «5», «2 и 3 учебных примера», «3 учебных примера»."""
        real = format_number(self.real) if self.real or not self.samples else ""
        return " и ".join(filter(None, (real, self.sample_words)))

    def words(self, one: str, few: str, many: str) -> str:
        """Return both in words, given the noun forms for real ones: «0 практик и 38 учебных примеров»."""
        return " и ".join(filter(None, (count(self.real, one, few, many), self.sample_words)))
