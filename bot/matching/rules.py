"""What a word is worth, why somebody was found, and whose turn it is. Pure."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args

from models import Kind, Source

WhyKind = Literal["offer", "reach", "helped", "any"]

LONG_AGO = datetime.min.replace(tzinfo=UTC)

MOST_WORDS = 16
"""An ask is looked up by so many of its words, the rarest."""

COMMON = 400
"""A word found in this many lines is common: it is worth next to nothing, and not all of its lines are read."""

_MOST_LINES = 2_000
# The words of the ask itself, and those of what it is for.
_OF_THE_ASK = 2
_OF_WHAT_FOR = 1
_POINTS_OF_A_RARE_WORD = 100

_WEIGHTS = {Source.OFFER: 10, Source.HELPED: 6, Source.REACH: 2}
_WEIGHTS_FOR_A_CONTACT = {Source.REACH: 20, Source.OFFER: 10, Source.HELPED: 6}


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
class Candidate:
    """A member who may be invited, and how likely they are to help; a score only orders, and is shown to nobody."""

    member_id: int
    score: float
    reason: Reason
    last_invited_at: datetime | None


@dataclass(frozen=True)
class Term:
    """A word to look up, what finding it is worth, and whether it is too common to read all of its lines."""

    word: str
    points: int
    is_common: bool


@dataclass(frozen=True)
class Hit:
    """A word that was found in a line of a member."""

    member_id: int
    source: Source
    source_id: int
    word: str
    written_at: datetime

    @property
    def line(self) -> tuple[int, Source, int]:
        """What the word stands in, for this member."""
        return self.member_id, self.source, self.source_id


def rotate(ranked: Sequence[Candidate], *, most: int) -> list[Candidate]:
    """Pick `most` of the likely helpers, preferring those not invited for longest.

    `ranked` is best first. Likely is whoever is among the first `most * 3` and scores at least half as well as the
    best; when these are fewer than `most`, the next ones by rank come along. Past help does not count: we spread the
    asking, we do not score people.
    """
    likely = [one for one in ranked[: most * 3] if one.score * 2 >= ranked[0].score]
    chosen_from = ranked[: max(len(likely), most)]
    return sorted(chosen_from, key=lambda one: one.last_invited_at or LONG_AGO)[:most]


def weights(kind: Kind) -> Mapping[Source, int]:
    """Return how much each source of evidence counts for an ask of this kind."""
    return _WEIGHTS_FOR_A_CONTACT if kind is Kind.CONTACT else _WEIGHTS


def terms(text: Iterable[str], what_for: Iterable[str], *, found: Mapping[str, int], lines: int) -> list[Term]:
    """Choose the words to look up, the rarest first, and say what each is worth.

    `found` counts the lines with each word and `lines` all there are, both counted up to COMMON. Words found nowhere
    are left out, and so are the most common ones once the rarer ones bring enough to read.
    """
    shares = dict.fromkeys(what_for, _OF_WHAT_FOR) | dict.fromkeys(text, _OF_THE_ASK)
    chosen: list[Term] = []
    to_read = 0
    for word in sorted((word for word in shares if found.get(word)), key=lambda word: (found[word], word)):
        is_common = found[word] >= COMMON
        to_read += 2 * COMMON if is_common else found[word]
        if chosen and (to_read > _MOST_LINES or len(chosen) == MOST_WORDS):
            break
        chosen.append(Term(word, worth(found[word], lines) * shares[word], is_common))
    return chosen


def worth(found: int, lines: int) -> int:
    """Return what a word is worth that stands in `found` of `lines` lines: the rarer the more, never less than one.

    Whole numbers, so that both databases add up the same.
    """
    return max(1, round(_POINTS_OF_A_RARE_WORD * math.log1p(lines / found)))


def strongest(hits: Sequence[Hit], terms: Iterable[Term], weighing: Mapping[Source, int]) -> list[Hit]:
    """Return for each member one hit in the line that speaks most for them; of equal lines, in the newer one."""
    points = {term.word: term.points for term in terms}
    lines: dict[tuple[int, Source, int], int] = {}
    for hit in hits:
        lines[hit.line] = lines.get(hit.line, 0) + points[hit.word] * weighing[hit.source]
    best: dict[int, Hit] = {}
    for hit in sorted(hits, key=lambda hit: (-lines[hit.line], -hit.written_at.timestamp(), hit.line, hit.word)):
        best.setdefault(hit.member_id, hit)
    return list(best.values())


def reason(hit: Hit, *, offers: Mapping[int, str], reach: Mapping[int, str]) -> Reason:
    """Say why in the helper's own words; `offers` and `reach` are the texts by id."""
    match hit.source:
        case Source.HELPED:
            return Reason("helped", when=hit.written_at.date())
        case Source.OFFER if hit.source_id in offers:
            return Reason("offer", offers[hit.source_id])
        case Source.REACH if hit.source_id in reach:
            return Reason("reach", reach[hit.source_id])
        case _:
            return ANYBODY
