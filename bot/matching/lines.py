"""Lines of evidence as arrays: which words stand in which line, and whose line it is. Immutable once made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models import Source, Topic

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]

SOURCES: Sequence[Source] = tuple(Source)
NUMBER_OF = {source: number for number, source in enumerate(SOURCES)}
TOPICS: Sequence[Topic] = tuple(Topic)
TOPIC_OF: Mapping[Source, Topic] = {
    Source.OFFER: Topic.OFFER,
    Source.REACH: Topic.REACH,
    Source.HELPED: Topic.ASK,
    Source.ASKED: Topic.ASK,
    Source.TOLD: Topic.TOLD,
}
SECONDS_A_DAY = 86_400.0
# BM25 as usual: how soon a repeated word stops to count, and how much a long line is held against it.
_K, _B = 1.2, 0.4
_TOPIC_BITS = 30


class Row(NamedTuple):
    """One line as it is read from the database; `at` in days since 1970, UTC."""

    id: int
    member_id: int
    source: Source
    source_id: int
    words: str
    at: float
    asker_id: int | None


def key_of(topic: Topic, topic_id: int) -> int:
    """Return one number for what a meaning is the meaning of."""
    return TOPICS.index(topic) << _TOPIC_BITS | topic_id


def topic_of(key: int) -> tuple[Topic, int]:
    """Return what key_of() made a number of."""
    return TOPICS[key >> _TOPIC_BITS], key & ((1 << _TOPIC_BITS) - 1)


def are_about(topic: Topic, keys: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Say which of these keys are meanings of a topic."""
    found: NDArray[np.bool_] = keys >> np.uint32(_TOPIC_BITS) == TOPICS.index(topic)
    return found


@dataclass(frozen=True)
class Hits:
    """Lines that were found, with how well they fit; all arrays are of the same length."""

    member: Ints
    source: NDArray[np.uint8]
    key: NDArray[np.uint32]
    at: Floats
    fit: Floats

    @classmethod
    def together(cls, parts: Sequence["Hits"]) -> "Hits":
        """Join hits of several groups of lines."""
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in cls.__dataclass_fields__))

    def of(self, *sources: Source) -> NDArray[np.bool_]:
        """Say which hits are of these sources."""
        return np.isin(self.source, [NUMBER_OF[source] for source in sources])

    def only(self, *sources: Source) -> "Hits":
        """Return the hits of these sources."""
        return self.where(self.of(*sources))

    def where(self, these: NDArray[np.bool_]) -> "Hits":
        """Return some of the hits."""
        return Hits(*(getattr(self, name)[these] for name in self.__dataclass_fields__))


class Lines:
    """A group of lines: their members, words and times, and for each word the lines it stands in."""

    def __init__(self, columns: Mapping[str, Any], terms: Ints, line_of: Ints) -> None:
        """Take the columns of the lines, and for each occurrence of a word its number and its line."""
        self.member: Ints = columns["member"]
        self.source: NDArray[np.uint8] = columns["source"]
        self.key: NDArray[np.uint32] = columns["key"]
        self.at: NDArray[np.float32] = columns["at"]
        self.asker: Ints = columns["asker"]
        self.id: Ints = columns["id"]
        order = np.argsort(terms, kind="stable")
        self.postings = line_of[order]
        self.terms, self._starts = np.unique(terms[order], return_index=True)
        self.length = np.bincount(line_of, minlength=len(self.member)).astype(np.uint8)
        self._by_key = np.argsort(self.key, kind="stable").astype(np.int32)
        self._keys = self.key[self._by_key]
        self.alive = np.ones(len(self.member), np.bool_)

    def __len__(self) -> int:
        """Return how many lines there are, with those that count no more."""
        return len(self.member)

    @classmethod
    def of(cls, rows: Sequence[Row], members: Mapping[int, int], vocabulary: dict[str, int]) -> "Lines":
        """Make lines of rows; `members` numbers the members, and new words are added to `vocabulary`."""
        terms: list[int] = []
        lengths = []
        for row in rows:
            before = len(terms)
            terms.extend(vocabulary.setdefault(word, len(vocabulary)) for word in row.words.split())
            lengths.append(len(terms) - before)
        columns = {
            "member": np.fromiter((members[row.member_id] for row in rows), np.int32, len(rows)),
            "source": np.fromiter((NUMBER_OF[row.source] for row in rows), np.uint8, len(rows)),
            "key": np.fromiter((key_of(TOPIC_OF[row.source], row.source_id) for row in rows), np.uint32, len(rows)),
            "at": np.fromiter((row.at for row in rows), np.float32, len(rows)),
            "asker": np.fromiter((members.get(row.asker_id or 0, -1) for row in rows), np.int32, len(rows)),
            "id": np.fromiter((row.id for row in rows), np.int32, len(rows)),
        }
        line_of = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)
        return cls(columns, np.array(terms, np.int32), line_of)

    @classmethod
    def together(cls, parts: Sequence["Lines"]) -> "Lines":
        """Join groups into one, without the lines that count no more."""
        names = ("member", "source", "key", "at", "asker", "id")
        columns = {name: np.concatenate([getattr(part, name)[part.alive] for part in parts]) for name in names}
        terms, lines, before = [], [], 0
        for part in parts:
            numbers = np.cumsum(part.alive, dtype=np.int32) - 1 + before
            of_living = part.alive[part.postings]
            terms.append(np.repeat(part.terms, part.counts()).astype(np.int32)[of_living])
            lines.append(numbers[part.postings[of_living]].astype(np.int32))
            before += int(part.alive.sum())
        return cls(columns, np.concatenate(terms), np.concatenate(lines))

    def counts(self) -> NDArray[np.int64]:
        """Return in how many lines each of `terms` stands."""
        return np.diff(np.append(self._starts, len(self.postings)))

    def with_word(self, number: int) -> Ints:
        """Return the lines a word stands in."""
        place = int(np.searchsorted(self.terms, number))
        if place == len(self.terms) or self.terms[place] != number:
            return self.postings[:0]
        end = self._starts[place + 1] if place + 1 < len(self._starts) else len(self.postings)
        return self.postings[self._starts[place] : end]

    def forget(self, source: Source, source_id: int, member: int, *, before: int) -> None:
        """Let a line count no more that was written before the row with the id `before`."""
        for line in self._lines_about(np.array([key_of(TOPIC_OF[source], source_id)], np.uint32))[0]:
            is_meant = self.source[line] == NUMBER_OF[source] and self.member[line] == member
            if is_meant and self.id[line] < before:
                self.alive[line] = False

    def worded(self, asked: Iterable[tuple[int, float]], mean_length: float) -> Hits:
        """Return the lines with any of the words (number, weight), each with the sum of what its words are worth."""
        found = [(lines, worth) for number, worth in asked if len(lines := self.with_word(number))]
        if not found:
            return self._hits(np.empty(0, np.int64), np.empty(0, np.float64))
        every = np.concatenate([lines for lines, _ in found])
        worths = np.repeat([worth for _, worth in found], [len(lines) for lines, _ in found])
        share = _K * (1 - _B + _B * self.length[every] / mean_length)
        sums = np.bincount(every, weights=worths * (_K + 1) / (1 + share), minlength=len(self)).astype(np.float64)
        there = np.flatnonzero((sums > 0) & self.alive)
        return self._hits(there, sums[there])

    def about(self, keys: NDArray[np.uint32], fits: Floats) -> Hits:
        """Return the lines that these keys are the meaning of, with the fit of each key."""
        lines, which = self._lines_about(keys)
        living = self.alive[lines]
        return self._hits(lines[living], fits[which[living]])

    def _lines_about(self, keys: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        first, last = np.searchsorted(self._keys, keys, "left"), np.searchsorted(self._keys, keys, "right")
        counts = last - first
        which = np.repeat(np.arange(len(keys)), counts)
        places = np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        return self._by_key[places].astype(np.int64), which

    def _hits(self, lines: NDArray[np.int64], fits: Floats) -> Hits:
        return Hits(self.member[lines], self.source[lines], self.key[lines], self.at[lines].astype(np.float64), fits)


def occurrences(groups: Iterable[Lines], number: int) -> int:
    """Return in how many lines of all groups a word stands."""
    return sum(len(group.with_word(number)) for group in groups)


def batches(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    """Cut a stream of rows into lists."""
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
