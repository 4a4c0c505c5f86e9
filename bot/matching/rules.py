"""Why somebody was found, and who of the likely ones is invited. Pure."""

import hashlib
import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args

from models import Source

WhyKind = Literal["offer", "reach", "helped", "tie", "any"]

DAY, WEEK = timedelta(days=1), timedelta(days=7)

PEACE = 1.0
"""What an invitation of just now takes off a score when a wave is chosen, half of it after a week; the ranking itself
takes off a little already (weights.toml). Scores are logarithms: so much less likely may somebody be who is invited in
the place of one who was invited a moment ago."""

NEW_ONE_IN = 8
"""In one wave of so many a place is kept for somebody who fits and was never invited."""

_FADES = timedelta(days=7)
_UNANSWERED_FADES = timedelta(days=30)
_MOST_UNANSWERED = 4.0


@dataclass(frozen=True)
class Reason:
    """Why a member is invited: the strongest thing that speaks for them, theirs to see."""

    kind: WhyKind
    # Their own offer or reach line; empty for the other kinds.
    text: str = ""
    # The day they helped with something like it.
    when: date | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it the way `Invitation.why` keeps it: {"kind": ..., "text": ...} and, if known, "when" (ISO)."""
        kept: dict[str, Any] = {"kind": self.kind, "text": self.text}
        if self.when:
            kept["when"] = self.when.isoformat()
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Reason":
        """Return what as_json() kept; ANYBODY for a kind of reason this version does not know."""
        if kept.get("kind") not in get_args(WhyKind):
            return ANYBODY
        when = kept.get("when")
        return cls(kept["kind"], str(kept.get("text", "")), date.fromisoformat(when) if when else None)


ANYBODY = Reason("any")
"""Nothing in particular: they offer something, and the ask is open to all."""


@dataclass(frozen=True)
class Past:
    """What is known of the invitations somebody had."""

    # When they were sent, or will be, UTC; at least all of the last seven days.
    at: Sequence[datetime] = ()
    # When those were sent that were left without any answer.
    unanswered: Sequence[datetime] = ()
    is_new: bool = True


NOTHING_YET = Past()


@dataclass(frozen=True)
class Candidate:
    """A member who may be invited, and how likely they are to help; a score only orders, and is shown to nobody."""

    member_id: int
    score: float
    reason: Reason
    past: Past = NOTHING_YET
    # Had all the invitations that a day or a week may bring.
    is_at_cap: bool = False


@dataclass(frozen=True)
class Spoken:
    """A line that speaks for a member, and how much."""

    member_id: int
    source: Source
    source_id: int
    worth: float
    at: datetime


def choose(ranked: Sequence[Candidate], *, most: int, now: datetime, seed: str) -> list[Candidate]:
    """Pick `most` of the likely helpers, trading how likely they are against how long they were left in peace.

    `ranked` is best first. The same seed picks the same; in one wave of NEW_ONE_IN it keeps the last place for the
    likeliest of those never invited. Past help does not count: we spread the asking, we do not score people.
    """
    rested = sorted(ranked, key=lambda one: -(one.score - PEACE * lately(one.past, now)))
    chosen = rested[:most]
    newcomers = [one for one in rested[most:] if one.past.is_new]
    if newcomers and len(chosen) == most > 1 and keeps_a_place(seed) and not any(one.past.is_new for one in chosen):
        chosen[-1] = newcomers[0]
    return chosen


def keeps_a_place(seed: str) -> bool:
    """Tell whether a wave with this seed keeps a place for somebody never invited."""
    return random.Random(hashlib.sha256(seed.encode()).digest()).randrange(NEW_ONE_IN) == 0  # noqa: S311 - no secret


def lately(past: Past, now: datetime) -> float:
    """Return how much somebody was invited within the last seven days: 1 for one a moment ago, less for older ones."""
    return sum(math.exp2(-max(now - at, timedelta()) / _FADES) for at in past.at if now - at < WEEK)


def unanswered(past: Past, now: datetime) -> float:
    """Return how many invitations somebody left without any answer, older ones fading away within months."""
    faded = (math.exp2(-max(now - at, timedelta()) / _UNANSWERED_FADES) for at in past.unanswered)
    return min(_MOST_UNANSWERED, sum(faded))


def is_at_cap(past: Past, now: datetime, *, a_day: int, a_week: int) -> bool:
    """Tell whether somebody had all the invitations that 24 hours or seven days may bring."""
    today = sum(1 for at in past.at if now - at < DAY)
    return today >= a_day or sum(1 for at in past.at if now - at < WEEK) >= a_week


def strongest(lines: Iterable[Spoken]) -> dict[int, Spoken]:
    """Return for each member the line that speaks most for them; of equal lines the newer one."""
    best: dict[int, Spoken] = {}
    for line in sorted(lines, key=lambda line: (-line.worth, -line.at.timestamp(), line.source, line.source_id)):
        best.setdefault(line.member_id, line)
    return best


def reason(line: Spoken | None, *, offers: Mapping[int, str], reach: Mapping[int, str], is_tied: bool) -> Reason:
    """Say why in the helper's own words; `offers` and `reach` are the texts by id."""
    match line:
        case Spoken(source=Source.OFFER, source_id=id_) if id_ in offers:
            return Reason("offer", offers[id_])
        case Spoken(source=Source.REACH, source_id=id_) if id_ in reach:
            return Reason("reach", reach[id_])
        case Spoken(source=Source.HELPED | Source.TOLD, at=at):
            return Reason("helped", when=at.date())
    return Reason("tie") if is_tied else ANYBODY
