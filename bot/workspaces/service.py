"""Steps on workspaces, inside the caller's transaction."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Workspace


def of_team(tx: Session, team_id: str) -> Workspace | None:
    """Return the workspace of a Slack team (T...), if the bot is installed there."""
    return tx.scalars(select(Workspace).where(Workspace.team_id == team_id, Workspace.removed_at.is_(None))).first()


def settle_in(tx: Session, *, team_id: str, name: str, bot_user_id: str, now: datetime) -> Workspace:
    """Note that the bot is installed in a team; return its workspace, made on the first time."""
    found = tx.scalars(select(Workspace).where(Workspace.team_id == team_id)).first()
    if found is None:
        found = Workspace(team_id=team_id, name=name, bot_user_id=bot_user_id, installed_at=now)
        tx.add(found)
        tx.flush()
    found.name, found.bot_user_id, found.removed_at = name, bot_user_id, None
    return found


def all_of_them(tx: Session) -> list[Workspace]:
    """Return every workspace the bot is installed in."""
    return list(tx.scalars(select(Workspace).where(Workspace.removed_at.is_(None)).order_by(Workspace.id)))
