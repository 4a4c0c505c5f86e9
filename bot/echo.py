"""What is told in several messages at once keeps reading the same in all of them.

A letter to a channel tells asks and other things that belong to somebody else. Whoever changes one says so here, by
its name, without knowing who tells it; the letters are put right by their own job.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot import wake
from bot.db import after_commit
from models import DigestLetter, DigestLine


def changed(tx: Session, workspace_id: int, about: str, *, now: datetime) -> None:
    """Let every letter that told `about` ("ask:12", "newcomer:3") soon tell it as it is now."""
    _retell(tx, workspace_id, [about], now)


def forget(tx: Session, workspace_id: int, abouts: Collection[str], *, now: datetime) -> None:
    """Let no letter tell any more what is going away; whatever gets its name later has never been told."""
    _retell(tx, workspace_id, abouts, now)
    told = DigestLine.workspace_id == workspace_id, DigestLine.about.in_(abouts)
    tx.execute(delete(DigestLine).where(*told), execution_options={"synchronize_session": False})


def _retell(tx: Session, workspace_id: int, abouts: Collection[str], now: datetime) -> None:
    tx.flush()
    told = select(DigestLine.letter_id).where(DigestLine.workspace_id == workspace_id, DigestLine.about.in_(abouts))
    letters = DigestLetter.workspace_id == workspace_id, DigestLetter.id.in_(told)
    tx.execute(
        update(DigestLetter).where(*letters).values(changed_at=now), execution_options={"synchronize_session": False}
    )
    after_commit(tx, wake.up)
