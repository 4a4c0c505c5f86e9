"""All that matching knows of one workspace, in memory; the rows are the truth, and each look reads what is new.

Lines that are older than SETTLED stay in memory as groups of arrays. Younger ones are read again for each ask, so that
a transaction that is still open, or one that is undone, leaves nothing behind here, and every process sees at once
what another one has written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.matching.encoder import Sketches, Vectors, unpacked
from bot.matching.history import History
from bot.matching.lines import SECONDS_A_DAY, Hits, Lines, Row, batches, key_of, occurrences, topic_of
from models import Evidence, Meaning, Topic

SETTLED = timedelta(minutes=2)
_BATCH = 20_000
# More small groups than this are joined into one.
_MOST_GROUPS = 6
_WORTH_JOINING = 0.2


def days(moment: datetime) -> float:
    """Return a moment as days since 1970, UTC."""
    return moment.timestamp() / SECONDS_A_DAY


@dataclass(frozen=True)
class View:
    """The lines of a workspace as they are now."""

    groups: Sequence[Lines]
    history: History
    members: Mapping[int, int]
    # Member ids by their numbers.
    ids: NDArray[np.int64]
    vocabulary: Mapping[str, int]
    ordered: Sequence[str]
    keys: NDArray[np.uint32]
    sketches: Sketches

    @property
    def size(self) -> int:
        """How many lines there are."""
        return sum(len(group) for group in self.groups)

    @property
    def mean_length(self) -> float:
        """How many words a line has."""
        words = sum(len(group.postings) for group in self.groups)
        return max(1.0, words / max(1, self.size))

    def found_in(self, word: str) -> int:
        """Return in how many lines a word (a stem) stands."""
        number = self.vocabulary.get(word)
        return 0 if number is None else occurrences(self.groups, number)

    def worded(self, words: Mapping[str, float]) -> Hits:
        """Return the lines with any of these words (stem → worth)."""
        asked = [(self.vocabulary[word], worth) for word, worth in words.items() if word in self.vocabulary]
        return Hits.together([group.worded(asked, self.mean_length) for group in self.groups])

    def about(self, keys: NDArray[np.uint32], fits: NDArray[np.float64]) -> Hits:
        """Return the lines whose meanings these are (see lines.key_of), with the fit of each."""
        return Hits.together([group.about(keys, fits) for group in self.groups])


@dataclass
class Index:
    """What stays in memory of a workspace."""

    workspace_id: int
    encoder_name: str
    # For looking back: nothing that was added later is read.
    until: datetime | None = None
    groups: list[Lines] = field(default_factory=list)
    history: History | None = None
    members: dict[int, int] = field(default_factory=dict)
    vocabulary: dict[str, int] = field(default_factory=dict)
    ordered: list[str] = field(default_factory=list)
    last_line: int = 0
    keys: NDArray[np.uint32] = field(default_factory=lambda: np.empty(0, np.uint32))
    sketches: Sketches = field(default_factory=lambda: np.empty((0, 8), np.uint64))
    last_meaning: int = 0

    def take_in(self, tx: Session, now: datetime, *, most: int) -> bool:
        """Read up to `most` lines that have settled; return whether there may be more of them.

        Reading many is done in several transactions, so that nobody has to wait for one long one.
        """
        rows = tx.execute(_lines_after(self.workspace_id, self.last_line).limit(most)).all()
        cut = _settled(rows, now)
        self._settle(rows[:cut], now)
        return cut == most

    def look(self, tx: Session, now: datetime) -> View:
        """Read what is new and return everything as it is now."""
        young = self._read_lines(tx, now)
        keys, sketches = self._read_meanings(tx)
        return self._view(young, keys, sketches, now)

    @property
    def bytes(self) -> int:
        """How much memory this takes, roughly."""
        arrays = [value for group in self.groups for value in vars(group).values() if isinstance(value, np.ndarray)]
        arrays += [self.keys, self.sketches]
        if self.history:
            arrays += [value for value in vars(self.history).values() if isinstance(value, np.ndarray)]
        return sum(array.nbytes for array in arrays) + 170 * len(self.vocabulary) + 100 * len(self.members)

    def _read_lines(self, tx: Session, now: datetime) -> list[Any]:
        """Keep what has settled; return the rows that have not."""
        young: list[Any] = []
        asked = _lines_after(self.workspace_id, self.last_line)
        asked = asked.where(Evidence.added_at <= self.until) if self.until else asked
        rows = tx.execute(asked.execution_options(yield_per=_BATCH))
        for batch in batches(iter(rows), _BATCH):  # type: ignore[arg-type] # rows become Row below
            # Nothing behind the first young line may settle: an open transaction may still add lines before it.
            cut = 0 if young else _settled(batch, now)
            self._settle(batch[:cut], now)
            young += batch[cut:]
        return young

    def _settle(self, rows: Sequence[Any], now: datetime) -> None:
        if not rows:
            return
        self.last_line = rows[-1].id
        for row in rows:
            for member_id in (row.member_id, row.asker_id):
                if member_id is not None:
                    self.members.setdefault(member_id, len(self.members))
        lines = Lines.of(_living(rows), self.members, self.vocabulary)
        _forget_gone(rows, [*self.groups, lines], self.members)
        self.history = (self.history or History(0, days(now))).grown(len(self.members))
        self.history.add(lines)
        self.groups.append(lines)
        if any(row.is_gone for row in rows):
            self.history = _history_of(self.groups, len(self.members), now)
        if len(self.groups) > _MOST_GROUPS:
            self._join()

    def _join(self) -> None:
        """Join the groups; the first one only when the others have grown to be worth it."""
        first, *others = self.groups
        if sum(map(len, others)) < len(first) * _WORTH_JOINING:
            self.groups = [first, Lines.together(others)]
        else:
            self.groups = [Lines.together(self.groups)]

    def _read_meanings(self, tx: Session) -> tuple[NDArray[np.uint32], Sketches]:
        """Keep the sketches of all meanings; return them with those that are newer than the rest."""
        if not self.encoder_name:
            return self.keys, self.sketches
        rows = tx.execute(_meanings_after(self.workspace_id, self.last_meaning, self.encoder_name)).all()
        if not rows:
            return self.keys, self.sketches
        keys = np.fromiter((key_of(row.topic, row.topic_id) for row in rows), np.uint32, len(rows))
        sketches = np.frombuffer(b"".join(row.sketch for row in rows), np.uint64).reshape(len(rows), -1)
        every = np.concatenate([self.keys, keys]), np.concatenate([self.sketches, sketches])
        if len(rows) >= _ENOUGH_TO_KEEP:
            keep = len(rows) - _OVERLAP
            self.keys = np.concatenate([self.keys, keys[:keep]])
            self.sketches = np.concatenate([self.sketches, sketches[:keep]])
            self.last_meaning = rows[keep - 1].id
        return every

    def _view(self, young: Sequence[Any], keys: NDArray[np.uint32], sketches: Sketches, now: datetime) -> View:
        if len(self.ordered) < len(self.vocabulary):
            self.ordered = sorted(self.vocabulary)
        members, vocabulary, ordered = self.members, self.vocabulary, self.ordered
        groups = list(self.groups)
        history = self.history or History(0, days(now))
        if young or not groups:
            members, vocabulary = dict(members), dict(vocabulary)
            for row in young:
                for member_id in (row.member_id, row.asker_id):
                    if member_id is not None:
                        members.setdefault(member_id, len(members))
            lines = Lines.of(_living(young), members, vocabulary)
            if any(row.is_gone for row in young):
                groups = [_copied(group) for group in groups]
                _forget_gone(young, [*groups, lines], members)
                history = _history_of(groups, len(members), now)
            else:
                history = history.grown(len(members))
            history.add(lines)
            groups.append(lines)
            if len(vocabulary) > len(self.vocabulary):
                ordered = sorted(vocabulary)
        ids = np.fromiter(members, np.int64, len(members))
        return View(groups, history, members, ids, vocabulary, ordered, keys, sketches)


# So many new meanings are kept in memory for good; the newest of them are read again, see SETTLED.
_ENOUGH_TO_KEEP = 400
_OVERLAP = 200


def _history_of(groups: Sequence[Lines], size: int, now: datetime) -> History:
    history = History(size, days(now))
    for group in groups:
        history.add(group)
    return history


def _settled(rows: Sequence[Any], now: datetime) -> int:
    """Return how many lines, from the first on, have settled: before the first that has not."""
    # A line from far in the future was written before a clock went back.
    young = (place for place, row in enumerate(rows) if now - SETTLED < row.added_at <= now + timedelta(days=1))
    return next(young, len(rows))


def _living(rows: Sequence[Any]) -> list[Row]:
    return [
        Row(row.id, row.member_id, row.source, row.source_id, row.words, days(row.written_at), row.asker_id)
        for row in rows
        if not row.is_gone
    ]


def _forget_gone(rows: Sequence[Any], groups: Sequence[Lines], members: Mapping[int, int]) -> None:
    """Let the lines count no more that a later row takes back."""
    for row in rows:
        if row.is_gone:
            for group in groups:
                group.forget(row.source, row.source_id, members[row.member_id], before=row.id)


def _copied(group: Lines) -> Lines:
    copy = object.__new__(Lines)
    copy.__dict__.update(group.__dict__)
    copy.alive = group.alive.copy()
    return copy


def _lines_after(workspace_id: int, last: int) -> Any:
    columns = (
        Evidence.id, Evidence.member_id, Evidence.source, Evidence.source_id, Evidence.words, Evidence.written_at,
        Evidence.added_at, Evidence.asker_id, Evidence.is_gone,
    )  # fmt: skip
    return select(*columns).where(Evidence.workspace_id == workspace_id, Evidence.id > last).order_by(Evidence.id)


def _meanings_after(workspace_id: int, last: int, encoder_name: str) -> Any:
    of_workspace = Meaning.workspace_id == workspace_id, Meaning.id > last, Meaning.encoder == encoder_name
    return select(Meaning.id, Meaning.topic, Meaning.topic_id, Meaning.sketch).where(*of_workspace).order_by(Meaning.id)


def vectors_of(tx: Session, workspace_id: int, keys: NDArray[np.uint32], encoder_name: str) -> dict[int, Vectors]:
    """Return the exact vectors of some meanings, by lines.key_of."""
    wanted: dict[Topic, list[int]] = {}
    for key in keys.tolist():
        topic, topic_id = topic_of(key)
        wanted.setdefault(topic, []).append(topic_id)
    found: dict[int, Vectors] = {}
    for topic, ids in wanted.items():
        # Written out: hundreds of parameters take psycopg longer than the look-up.
        these = Meaning.topic_id.in_(bindparam("ids", ids, expanding=True, literal_execute=True))
        one = Meaning.workspace_id == workspace_id, Meaning.topic == topic, these, Meaning.encoder == encoder_name
        rows = tx.execute(select(Meaning.topic_id, Meaning.vector).where(*one)).all()
        vectors = unpacked([row.vector for row in rows])
        found |= {key_of(topic, row.topic_id): vector for row, vector in zip(rows, vectors, strict=True)}
    return found
