"""Steps on workspaces, inside the caller's transaction."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot import outbox
from bot.errors import Refusal
from bot.i18n import N_
from models import Base, Feature, Workspace

SWITCHED_OFF = N_("The admins of this workspace have switched this off.")
# So many rows are deleted in one transaction, so that nobody else waits long.
MOST_AT_ONCE = 5_000
_IN_USE = Workspace.removed_at.is_(None), Workspace.is_leaving.is_(False)


def of_team(tx: Session, team_id: str) -> Workspace | None:
    """Return the workspace of a Slack team (T...), if the bot is installed there."""
    return tx.scalars(select(Workspace).where(Workspace.team_id == team_id, *_IN_USE)).first()


def settle_in(tx: Session, *, team_id: str, name: str, bot_user_id: str, now: datetime) -> Workspace:
    """Note that the bot is installed in a team; return its workspace, made on the first time."""
    found = tx.scalars(select(Workspace).where(Workspace.team_id == team_id)).first()
    if found is not None and found.is_leaving:
        # Somebody wanted everything deleted and starts again before that was done.
        tx.delete(found)
        tx.flush()
        found = None
    if found is None:
        found = Workspace(team_id=team_id, name=name, bot_user_id=bot_user_id, installed_at=now)
        tx.add(found)
        tx.flush()
    found.name, found.bot_user_id, found.removed_at = name, bot_user_id, None
    return found


def all_of_them(tx: Session) -> list[Workspace]:
    """Return every workspace the bot is installed in."""
    return list(tx.scalars(select(Workspace).where(*_IN_USE).order_by(Workspace.id)))


def is_on(workspace: Workspace, feature: Feature) -> bool:
    """Tell whether the admins of a workspace let it have a feature."""
    return feature not in workspace.features_off.split()


def must_be_on(workspace: Workspace, feature: Feature) -> None:
    """Raise Refusal when the admins of a workspace have switched a feature off."""
    if not is_on(workspace, feature):
        raise Refusal(SWITCHED_OFF)


def leave(tx: Session, workspace_id: int) -> None:
    """Take a workspace out of use at once: nobody is answered, nothing is sent; erase_some() deletes its rows."""
    tx.execute(update(Workspace).where(Workspace.id == workspace_id).values(is_leaving=True))
    outbox.drop_waiting(tx, workspace_id)


def erase_some(tx: Session, workspace_id: int) -> bool:
    """Delete some rows of a workspace that is leaving, in the end its own; return whether there may be more."""
    leaving = select(Workspace.id).where(Workspace.id == workspace_id, Workspace.is_leaving)
    # One process at a time.
    if tx.scalars(leaving.with_for_update(key_share=True)).first() is None:
        return False
    for table in reversed(Base.metadata.sorted_tables):
        if "workspace_id" in table.c:
            some = select(table.c.id).where(table.c.workspace_id == workspace_id).limit(MOST_AT_ONCE)
            if tx.scalars(delete(table).where(table.c.id.in_(some)).returning(table.c.id)).first() is not None:
                return True
    tx.execute(delete(Workspace).where(Workspace.id == workspace_id))
    return False
