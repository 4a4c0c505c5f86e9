"""What a letter is, before it is put into words: sections of lines, each line with a name. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks import Block


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a letter tells.

    `about` is its name ("ask:12"), `shown` what a channel reads in a language, at most four blocks, `plain` the
    same as one line of plain text. `comes_again` is for what may stand in the next letter, too, because it is still
    open; `is_over` for what was told as open and no longer is.
    """

    about: str
    shown: Callable[[str], Sequence[Block | None]]
    plain: Callable[[str], str]
    comes_again: bool = False
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one part under its heading, a sentence still to be translated."""

    part: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """What a channel is told, on which local date, in which language; no sections when there is nothing new."""

    channel: str
    locale: str
    day: date
    sections: tuple[Section, ...]

    @property
    def lines(self) -> list[tuple[str, Line]]:
        """All lines in their order, each with the name of its part."""
        return [(section.part, line) for section in self.sections for line in section.lines]
