"""What is deleted by the clock, where the admins of a workspace want that; each piece is a transaction of its own."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select

from bot import outbox
from bot.db import transaction
from bot.matching import service as matching
from bot.privacy import service
from models import Ask, JournalEntry, Source, Workspace

MOST_AT_ONCE = 200
MOST_ROUNDS = 25


def forget_what_is_old(now: datetime) -> int:
    """Delete settled asks and journal entries that are older than their workspace keeps them; return how many went.

    Nothing is older than a workspace that says nothing keeps it.
    """
    with transaction() as tx:
        workspaces = tx.scalars(select(Workspace).where(Workspace.is_leaving.is_(False))).all()
    gone = 0
    for workspace in workspaces:
        if workspace.keep_asks_days is not None:
            gone += _forget_asks(workspace.id, now - timedelta(days=workspace.keep_asks_days), now)
        if workspace.keep_journals_days is not None:
            gone += _forget_entries(workspace.id, now - timedelta(days=workspace.keep_journals_days))
    return gone


def _forget_asks(workspace_id: int, before: datetime, now: datetime) -> int:
    gone = 0
    for _ in range(MOST_ROUNDS):
        with transaction() as tx:
            old = select(Ask.id).where(Ask.workspace_id == workspace_id, Ask.settled_at < before)
            ids = tx.scalars(old.order_by(Ask.settled_at).limit(MOST_AT_ONCE)).all()
            if not ids:
                break
            outbox.forget_about(tx, workspace_id, frozenset(f"ask:{id_}" for id_ in ids), now=now)
            service.forget_asks(tx, workspace_id, ids, now=now)
            gone += len(ids)
    return gone


def _forget_entries(workspace_id: int, before: datetime) -> int:
    gone = 0
    old: list[ColumnElement[bool]] = [JournalEntry.workspace_id == workspace_id, JournalEntry.happened_at < before]
    for _ in range(MOST_ROUNDS):
        with transaction() as tx:
            ids = tx.scalars(select(JournalEntry.id).where(*old).limit(MOST_AT_ONCE)).all()
            matching.forget_lines(tx, workspace_id, Source.TOLD, ids)
            tx.execute(delete(JournalEntry).where(JournalEntry.id.in_(ids)))
        gone += len(ids)
        if not ids:
            break
    return gone
