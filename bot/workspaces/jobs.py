"""What happens to workspaces by the clock; each piece of work is a transaction of its own."""

import logging
import sqlite3
from datetime import datetime

from sqlalchemy import select

from bot import db
from bot.db import Database
from bot.workspaces import service
from models import Workspace

log = logging.getLogger(__name__)


def erase_leaving(now: datetime) -> int:
    """Delete everything of the workspaces whose admins want that; return how many are gone."""
    del now
    database = db.current()
    with database.transaction() as tx:
        leaving = list(tx.scalars(select(Workspace.id).where(Workspace.is_leaving).order_by(Workspace.id)))
    for workspace_id in leaving:
        erase(database, workspace_id)
    if leaving:
        try:
            database.tidy()
        except sqlite3.Error as trouble:
            log.warning("the file was not rewritten, because another process works on it: %s", type(trouble).__name__)
    return len(leaving)


def erase(database: Database, workspace_id: int) -> None:
    """Delete a workspace that is leaving and all that is its own, a bounded number of rows at a time."""
    is_left = True
    while is_left:
        with database.transaction() as tx:
            is_left = service.erase_some(tx, workspace_id)
