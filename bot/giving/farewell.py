"""What becomes of gifts when one of the two is forgotten, inside the caller's transaction."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot import outbox
from bot.blocks import Message
from bot.giving import rules, service, views
from bot.members import news
from models import Gift, GiftState, Member, Outgoing
from models.base import new_key

# Messages that say where a gift stands, by the third part of their keys ("gift:3:receipt").
TO_THE_SENDER, TO_THE_RECEIVER = frozenset({"receipt"}), frozenset({"offer", "again"})


def let_go(tx: Session, member: Member, *, now: datetime) -> set[str]:
    """Let go of everything given by a member or to them, before its rows are deleted; return all its names.

    What their colleagues have before them loses its buttons. Whoever could still hope for an answer reads that none
    comes, whatever it was.
    """
    theirs = or_(Gift.sender_id == member.id, Gift.receiver_id == member.id)
    found = select(Gift).where(Gift.workspace_id == member.workspace_id, theirs).order_by(Gift.id)
    gifts = {f"gift:{gift.id}": gift for gift in tx.scalars(found.with_for_update(key_share=True))}
    open_ones = {name for name, gift in gifts.items() if rules.seems_to_wait(gift, now)}

    def instead(row: Outgoing) -> Message | None:
        noun, number, what = row.key.split(":")[:3]
        gift = gifts[f"{noun}:{number}"]
        if what in TO_THE_SENDER and gift.receiver_id == member.id and f"{noun}:{number}" in open_ones:
            return views.comes_no_further(gift)
        is_unread = gift.state in rules.SILENT | {GiftState.TALKING}
        return views.is_gone(gift) if what in TO_THE_RECEIVER and gift.sender_id == member.id and is_unread else None

    outbox.forget_about(tx, member.workspace_id, frozenset(gifts), instead=instead, now=now)
    for name in sorted(open_ones):
        gift = gifts[name]
        if gift.receiver_id == member.id and not gift.sender.is_deactivated:
            key, message = f"forgotten:{new_key()}", views.comes_no_further(gift)
            news.tell(tx, gift.sender, key, message, now=now, reason="forgotten", answers=gift.written_at)
    return set(gifts) | {service.about(gift) for gift in gifts.values()}
