"""Which known words an unknown or a long one may stand for: parts of compounds, and words mistyped by one letter."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.matching.words import stem_of

# Shorter words have too many neighbours that mean something else.
SHORTEST_MISTYPED = 6
SHORTEST_COMPOUND = 8
_SHORTEST_PART = 4
_SHORTEST_KNOWN_PART = 5
# What a match is worth against the word itself.
AS_A_PART = 0.5
AS_MISTYPED = 0.7
# German puts these between the parts: Arbeit-s-zeugnis.
_JOINTS = ("s", "es", "n", "en")
_MOST_NEIGHBOURS = 20
_LONGEST_ENDING = 3
_VOWELS = "aeiouyäöü"


def relatives(word: str, stem: str, known: Mapping[str, int], ordered: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Yield known stems that `word` (folded, with its `stem`) may mean as well, and what each is worth, below 1.

    `known` are all stems, `ordered` the same in alphabetical order. "steuererklärung" finds "steu" (of "Steuern") as
    its part, "steuern" finds what it is the beginning of, "presentaton" finds "present".
    """
    seen = {stem}
    for part in _parts(word):
        if part in known and part not in seen:
            seen.add(part)
            yield part, AS_A_PART
    for longer in _beginning_with(word, ordered):
        if longer not in seen:
            seen.add(longer)
            yield longer, AS_A_PART
    if stem not in known:
        # A letter mistyped near the end keeps the stemmer from cutting the ending off.
        for length in range(len(stem) - 1, max(SHORTEST_MISTYPED, len(stem) - _LONGEST_ENDING) - 1, -1):
            if stem[:length] in known and stem[:length] not in seen:
                seen.add(stem[:length])
                yield stem[:length], AS_MISTYPED
    if stem not in known and len(stem) >= SHORTEST_MISTYPED:
        for near, _, _ in process.extract(
            stem, ordered, scorer=OSA.distance, score_cutoff=1, limit=_MOST_NEIGHBOURS, processor=None
        ):
            if near not in seen and len(near) >= SHORTEST_MISTYPED - 1:
                seen.add(near)
                yield near, AS_MISTYPED


def _parts(word: str) -> Iterator[str]:
    """Yield the stems of what may be the first or the last part of a compound."""
    if len(word) < SHORTEST_COMPOUND:
        return
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        first, last = word[:cut], word[cut:]
        # "Bildbearbeitung", but not "Portugal": a part of four letters is followed by a whole word.
        if len(first) >= _SHORTEST_KNOWN_PART or (len(last) >= _SHORTEST_KNOWN_PART and last[0] not in _VOWELS):
            yield stem_of(first)
            for joint in _JOINTS:
                if first.endswith(joint) and len(first) - len(joint) >= _SHORTEST_KNOWN_PART:
                    yield stem_of(first.removesuffix(joint))
        if len(last) >= _SHORTEST_KNOWN_PART:
            yield stem_of(last)


def _beginning_with(word: str, ordered: Sequence[str]) -> Iterator[str]:
    """Yield long known stems that begin with the whole word: compounds it is the first part of."""
    if len(word) < _SHORTEST_KNOWN_PART:
        return
    for place in range(bisect_left(ordered, word), len(ordered)):
        longer = ordered[place]
        if not longer.startswith(word):
            return
        if len(longer) >= len(word) + _SHORTEST_PART - 1 and len(longer) >= SHORTEST_COMPOUND:
            yield longer
