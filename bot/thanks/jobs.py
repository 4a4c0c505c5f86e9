"""Kind words by the clock; each piece of work is a transaction of its own."""

from datetime import datetime

from sqlalchemy import select

from bot.db import transaction
from bot.directory import Directory, Profile
from bot.members import service as members
from bot.thanks import service
from models import Member, Thanks, ThanksState, Workspace

MOST_AT_ONCE = 25


def send_due(now: datetime, directory: Directory) -> int:
    """Deliver the words that are due, to people who are there; return how many went out.

    Whether somebody is there is asked at Slack first, outside any transaction, and everything is checked again inside.
    """
    sent = 0
    for thanks_id, workspace_id, slack_id in _due(now):
        profile = directory.look_up(workspace_id, slack_id)
        is_undisturbed = directory.is_undisturbed(workspace_id, slack_id, now)
        sent += _send(thanks_id, profile, is_undisturbed=is_undisturbed, now=now)
    return sent


def _due(now: datetime) -> list[tuple[int, int, str]]:
    with transaction() as tx:
        due = (
            select(Thanks.id, Thanks.workspace_id, Member.slack_id)
            .join(Member, Member.id == Thanks.receiver_id)
            .where(Thanks.state == ThanksState.PLANNED, Thanks.due_at <= now)
            .order_by(Thanks.due_at, Thanks.id)
            .limit(MOST_AT_ONCE)
        )
        return [(found.id, found.workspace_id, found.slack_id) for found in tx.execute(due)]


def _send(thanks_id: int, profile: Profile | None, *, is_undisturbed: bool, now: datetime) -> bool:
    with transaction() as tx:
        planned = Thanks.id == thanks_id, Thanks.state == ThanksState.PLANNED, Thanks.due_at <= now
        found = select(Thanks).where(*planned).with_for_update(key_share=True, skip_locked=True)
        thanks = tx.scalars(found).one_or_none()
        if thanks is None:
            return False
        if profile is not None:
            members.learn(tx, tx.get_one(Workspace, thanks.workspace_id), [profile], now=now)
        return service.deliver(tx, thanks, is_undisturbed=is_undisturbed, now=now)
