"""The indexes that this process keeps in memory: loaded when a workspace needs one, bounded, dropped when idle."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.matching.encoder import encoder
from bot.matching.index import Index, View
from models import Workspace

# All indexes together; when they take more, the ones used longest ago are read again when they are needed.
MOST_BYTES = 400_000_000
IDLE = timedelta(hours=4)
# So many lines are read in one transaction when an index is made.
STEP = 5_000
# Rows that say "gone" are kept longer than any index.
OLDEST = timedelta(hours=12)


@dataclass
class _Kept:
    index: Index
    read: int
    made_at: datetime
    used_at: datetime
    one_at_a_time: threading.Lock = field(default_factory=threading.Lock)


class Shelf:
    """The indexes of the workspaces of one database. Safe to use from several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def take_in(self, tx: Session, workspace: Workspace, now: datetime) -> bool:
        """Read some lines of a workspace that are not in memory yet; return whether there may be more."""
        kept = self._kept_of(workspace, now)
        with kept.one_at_a_time:
            return kept.index.take_in(tx, now, most=STEP)

    def view(self, tx: Session, workspace: Workspace, now: datetime) -> View:
        """Return all lines of a workspace as they are now."""
        kept = self._kept_of(workspace, now)
        with kept.one_at_a_time:
            view = kept.index.look(tx, now)
        self._drop_what_is_too_much()
        return view

    def _kept_of(self, workspace: Workspace, now: datetime) -> _Kept:
        name = found.name if (found := encoder()) else ""
        with self._lock:
            self._drop_idle(now)
            kept = self._kept.get(workspace.id)
            is_old = kept and (kept.read, kept.index.encoder_name) != (workspace.evidence_read, name)
            if kept is None or is_old or not now - OLDEST < kept.made_at <= now:
                kept = _Kept(Index(workspace.id, name), workspace.evidence_read, now, now)
                self._kept[workspace.id] = kept
            kept.used_at = now
            self._kept.move_to_end(workspace.id)
            return kept

    @property
    def bytes(self) -> int:
        """How much memory all of them take, roughly."""
        with self._lock:
            return sum(kept.index.bytes for kept in self._kept.values())

    def _drop_idle(self, now: datetime) -> None:
        for workspace_id in [id_ for id_, kept in self._kept.items() if now - kept.used_at > IDLE]:
            del self._kept[workspace_id]

    def _drop_what_is_too_much(self) -> None:
        while len(self._kept) > 1 and self.bytes > MOST_BYTES:
            with self._lock:
                self._kept.popitem(last=False)


_shelves: WeakKeyDictionary[Engine, Shelf] = WeakKeyDictionary()
_lock = threading.Lock()


def shelf_of(tx: Session) -> Shelf:
    """Return the shelf of the database that a session works on."""
    bind = tx.get_bind()
    engine = bind if isinstance(bind, Engine) else bind.engine
    with _lock:
        return _shelves.setdefault(engine, Shelf())
