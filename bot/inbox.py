"""once(): a Slack delivery takes effect one time."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.db import insert_once
from models import Delivery


def once(tx: Session, workspace_id: int, key: str, now: datetime) -> Delivery | None:
    """Note that a delivery arrived; return the earlier one, with its answer, if it came before.

    Two at the same time: the second waits for the first to commit and then gets its answer.
    """
    values: dict[str, Any] = {"workspace_id": workspace_id, "key": key, "received_at": now}
    if insert_once(tx, Delivery, values, unique=("workspace_id", "key")):
        return None
    return tx.scalars(select(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.key == key)).one()


def is_overtaken(tx: Session, workspace_id: int, key: str, series: str, *, since: datetime) -> bool:
    """Tell whether a later delivery of a series arrived: keys that begin alike and end in a colon and their time."""
    alike = Delivery.key.startswith(series, autoescape=True)
    recent = Delivery.workspace_id == workspace_id, Delivery.received_at >= since
    times = [other.rpartition(":")[2] for other in tx.scalars(select(Delivery.key).where(*recent, alike))]
    return max(times, default="") > key.rpartition(":")[2]


def remember_answer(tx: Session, workspace_id: int, key: str, answer: dict[str, Any]) -> None:
    """Keep the answer a delivery got, so that its repetition gets the same."""
    tx.execute(update(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.key == key).values(answer=answer))


def forget_old(tx: Session, before: datetime, most: int = 1000) -> int:
    """Delete up to `most` deliveries that Slack will no longer repeat; return how many."""
    ids = tx.scalars(select(Delivery.id).where(Delivery.received_at < before).limit(most)).all()
    tx.execute(delete(Delivery).where(Delivery.id.in_(ids)))
    return len(ids)
