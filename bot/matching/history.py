"""When members helped and asked: what the features of time are made of, as sums that fade by themselves."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.matching.lines import NUMBER_OF, Floats, Lines
from models import Source

# Half-lives in days.
LATELY, HALF_A_YEAR = 14.0, 180.0
# Beyond so many days before the reference a help has faded away.
_REBASE_AFTER = 90.0
HOURS = 24
# Help within an hour and a half of the hour counts as help at that hour.
_WIDTH = 1.5
_NEVER = -1e9


class History:
    """For each member: fading sums of help, the last sign of life, and the hours they help at."""

    def __init__(self, size: int, at: float) -> None:
        """Begin with nobody having done anything; `at` in days since 1970, near to the times that will be added."""
        self.reference = at
        self.lately = np.zeros(size)
        self.half_a_year = np.zeros(size)
        self.seen = np.full(size, _NEVER)
        self.hours = np.zeros((size, HOURS), np.float32)

    def grown(self, size: int) -> "History":
        """Return a copy for more members."""
        copy = History(size, self.reference)
        for name in ("lately", "half_a_year", "seen", "hours"):
            mine = getattr(self, name)
            getattr(copy, name)[: len(mine)] = mine
        return copy

    def add(self, lines: Lines) -> None:
        """Count what was done in these lines."""
        at = lines.at.astype(np.float64)
        helped = (lines.source == NUMBER_OF[Source.HELPED]) & lines.alive
        asked = (lines.source == NUMBER_OF[Source.ASKED]) & lines.alive
        np.maximum.at(self.seen, lines.member[helped | asked], at[helped | asked])
        if not helped.any():
            return
        if at[helped].max() > self.reference + _REBASE_AFTER:
            self._move(float(at[helped].max()))
        member, since = lines.member[helped], at[helped] - self.reference
        np.add.at(self.lately, member, np.exp2(since / LATELY))
        np.add.at(self.half_a_year, member, np.exp2(since / HALF_A_YEAR))
        np.add.at(self.hours, (member, (at[helped] % 1 * HOURS).astype(np.int64)), 1)

    def _move(self, to: float) -> None:
        self.lately *= np.exp2((self.reference - to) / LATELY)
        self.half_a_year *= np.exp2((self.reference - to) / HALF_A_YEAR)
        self.reference = to

    def helped(self, now: float) -> tuple[Floats, Floats]:
        """Return how much each member helped lately and within half a year, faded until `now`."""
        since = now - self.reference
        return self.lately * np.exp2(-since / LATELY), self.half_a_year * np.exp2(-since / HALF_A_YEAR)

    def hour(self, now: float) -> Floats:
        """Return for each member the logarithm of how much likelier this hour of the day is than any other."""
        away = np.abs((np.arange(HOURS) + 0.5) - now % 1 * HOURS)
        near = np.exp(-0.5 * (np.minimum(away, HOURS - away) / _WIDTH) ** 2).astype(np.float32)
        usual = float(near.mean())
        # As if everybody had helped three times at any hour.
        share = (self.hours @ near + 3 * usual) / (self.hours.sum(axis=1) + 3)
        likelier: Floats = np.log(share / usual).astype(np.float64)
        return likelier


def helped_before(groups: Sequence[Lines], asker: int, size: int) -> NDArray[np.float64]:
    """Return how often each member helped `asker` (both by their numbers)."""
    times = np.zeros(size)
    for lines in groups:
        theirs = (lines.asker == asker) & (lines.source == NUMBER_OF[Source.HELPED]) & lines.alive
        times += np.bincount(lines.member[theirs], minlength=size)
    return times
