"""What happens to gifts by the clock; each piece of work is a transaction of its own."""

from datetime import datetime

from sqlalchemy import select

from bot.db import transaction
from bot.directory import Directory, Profile
from bot.giving import delivery, rules
from bot.members import service as members
from models import Gift, GiftState, Workspace

MOST_AT_ONCE = 25
COMING = (GiftState.PLANNED, GiftState.LATER)


def deliver_due(now: datetime, directory: Directory) -> int:
    """Bring what is due to receivers who are there; return how many gifts went out.

    Whether somebody is there is asked at Slack first, outside any transaction, and everything is checked again inside.
    """
    sent = 0
    for gift_id, workspace_id, slack_id in _due(now):
        profile = directory.look_up(workspace_id, slack_id)
        is_undisturbed = directory.is_undisturbed(workspace_id, slack_id, now)
        sent += _deliver(gift_id, profile, is_undisturbed=is_undisturbed, now=now)
    return sent


def lapse(now: datetime) -> int:
    """End what nobody answered in time; return how many gifts."""
    ended = 0
    while ended < MOST_AT_ONCE:
        with transaction() as tx:
            quiet = Gift.state.in_(rules.WAITING), Gift.lapses_at <= now
            due = select(Gift).where(*quiet).order_by(Gift.lapses_at, Gift.id).limit(1)
            gift = tx.scalars(due.with_for_update(key_share=True, skip_locked=True)).first()
            if gift is None:
                break
            delivery.lapse(tx, gift, now=now)
            ended += 1
    return ended


def _due(now: datetime) -> list[tuple[int, int, str]]:
    with transaction() as tx:
        due = (
            select(Gift)
            .where(Gift.state.in_(COMING), Gift.due_at <= now)
            .order_by(Gift.due_at, Gift.id)
            .limit(MOST_AT_ONCE)
        )
        return [(gift.id, gift.workspace_id, gift.receiver.slack_id) for gift in tx.scalars(due)]


def _deliver(gift_id: int, profile: Profile | None, *, is_undisturbed: bool, now: datetime) -> bool:
    with transaction() as tx:
        coming = Gift.id == gift_id, Gift.state.in_(COMING), Gift.due_at <= now
        found = select(Gift).where(*coming).with_for_update(key_share=True, skip_locked=True)
        gift = tx.scalars(found).first()
        if gift is None:
            return False
        if profile is not None:
            members.learn(tx, tx.get_one(Workspace, gift.workspace_id), [profile], now=now)
        return delivery.deliver(tx, gift, is_undisturbed=is_undisturbed, now=now)
