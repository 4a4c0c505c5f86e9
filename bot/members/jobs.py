"""What happens to members by the clock; each page of people is a transaction of its own."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from bot.db import transaction
from bot.directory import TROUBLE, Directory
from bot.members import service
from models import Workspace

log = logging.getLogger(__name__)

READ_EVERY = timedelta(days=1)


def read_everybody(now: datetime, directory: Directory) -> int:
    """Read once a day who is in each workspace; return how many people were read.

    What Slack would not say is asked for again the next time; the pages it gave before are kept.
    """
    return sum(_read(workspace_id, now, directory) for workspace_id in _due(now))


def _due(now: datetime) -> list[int]:
    with transaction() as tx:
        is_old = or_(Workspace.members_read_at.is_(None), Workspace.members_read_at <= now - READ_EVERY)
        return list(
            tx.scalars(
                select(Workspace.id).where(Workspace.removed_at.is_(None), Workspace.is_leaving.is_(False), is_old)
            )
        )


def _read(workspace_id: int, now: datetime, directory: Directory) -> int:
    read = 0
    pages = directory.everybody(workspace_id)
    while True:
        try:
            page = next(pages, None)
        except TROUBLE as trouble:
            log.warning("the people of a workspace could not be read: %s", type(trouble).__name__)
            return read
        with transaction() as tx:
            workspace = tx.get(Workspace, workspace_id)
            if workspace is None:  # it was removed while we were reading
                return read
            if page is None:
                workspace.members_read_at = now
                return read
            service.learn(tx, workspace, page, now=now)
            read += len(page)
