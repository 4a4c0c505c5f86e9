"""Steps on ties, inside the caller's transaction."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from bot.db import insert_once
from models import Member, Tie

# A tie that nobody used for so long sleeps: somebody may be offered a reason to write again.
SLEEPS_AFTER = timedelta(days=182)


def note(tx: Session, one: Member, other: Member, *, now: datetime) -> None:
    """Remember that two members had to do with each other at `now`; nothing for somebody and themselves.

    Call it only for what both of them know: never for help to somebody who stayed anonymous.
    """
    if one.id == other.id:
        return
    first, second = sorted((one.id, other.id))
    met = {"met_at": now, "wakes_at": now + SLEEPS_AFTER}
    row = {"workspace_id": one.workspace_id, "one_id": first, "other_id": second, **met}
    if not insert_once(tx, Tie, row, unique=("workspace_id", "one_id", "other_id")):
        later = and_(*_pair(one, other), Tie.met_at < now)
        tx.execute(update(Tie).where(later).values(**met), execution_options={"synchronize_session": False})


def met_at(tx: Session, one: Member, other: Member) -> datetime | None:
    """Return when two members last had to do with each other; None when they never had."""
    return tx.scalar(select(Tie.met_at).where(*_pair(one, other)))


def ties_of(tx: Session, member: Member, among: Collection[int] | None = None) -> dict[int, datetime]:
    """Return whom a member has met, and when last: member id → UTC; with `among`, only of these ids."""
    mine = Tie.workspace_id == member.workspace_id, or_(Tie.one_id == member.id, Tie.other_id == member.id)
    rows = tx.execute(select(Tie.one_id, Tie.other_id, Tie.met_at).where(*mine))
    met = {one + other - member.id: at for one, other, at in rows}
    return met if among is None else {whom: met[whom] for whom in among if whom in met}


def names_of(tx: Session, member: Member) -> set[str]:
    """Return how nudges name the ties of a member: "tie:4"."""
    mine = Tie.workspace_id == member.workspace_id, or_(Tie.one_id == member.id, Tie.other_id == member.id)
    return {f"tie:{id_}" for id_ in tx.scalars(select(Tie.id).where(*mine))}


def _pair(one: Member, other: Member) -> tuple[ColumnElement[bool], ...]:
    first, second = sorted((one.id, other.id))
    return Tie.workspace_id == one.workspace_id, Tie.one_id == first, Tie.other_id == second
