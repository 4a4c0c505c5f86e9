"""Small tables, and the floors that a measurement has to keep."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Floor:
    """Something that has to hold."""

    name: str
    value: float
    at_least: float = -inf
    at_most: float = inf

    @property
    def holds(self) -> bool:
        """True when the value is on the right side."""
        return self.at_least <= self.value <= self.at_most

    def row(self) -> tuple[str, ...]:
        """Return it as a line of a table."""
        wanted = f">= {self.at_least:g}" if self.at_least > -inf else f"<= {self.at_most:g}"
        return self.name, f"{self.value:.3g}", wanted, "holds" if self.holds else "BROKEN"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return lines with columns under each other: the first to the left, the others to the right."""
    lines = [tuple(head), *map(tuple, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(_aligned(line, widths)) for line in lines)


def _aligned(line: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for place, (cell, width) in enumerate(zip(line, widths, strict=True)):
        yield cell.rjust(width) if place else cell.ljust(width)


def conclude(floors: Iterable[Floor]) -> int:
    """Print what has to hold; return the exit status, 1 when something does not."""
    kept = list(floors)
    print()
    print(table(("floor", "measured", "wanted", ""), [floor.row() for floor in kept]))
    return 0 if all(floor.holds for floor in kept) else 1
