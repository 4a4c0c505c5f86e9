"""What becomes of kind words when one of the two is forgotten, inside the caller's transaction."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot import outbox
from bot.blocks import Message
from bot.members import news
from bot.thanks import service, views
from models import Member, Outgoing, Thanks, ThanksState
from models.base import new_key


def let_go(tx: Session, member: Member, *, now: datetime) -> set[str]:
    """Let go of all kind words from a member or to them, before their rows are deleted; return all their names.

    What the member wrote stays with whom it was for, without the choice to have it told. Words that have not arrived
    go back to whoever wrote them.
    """
    theirs = or_(Thanks.sender_id == member.id, Thanks.receiver_id == member.id)
    found = select(Thanks).where(Thanks.workspace_id == member.workspace_id, theirs).order_by(Thanks.id)
    words = {service.message_key(one): one for one in tx.scalars(found.with_for_update(key_share=True))}

    def instead(row: Outgoing) -> Message | None:
        one = words.get(row.key)
        return views.kept(one) if one is not None and one.sender_id == member.id else None

    outbox.forget_about(tx, member.workspace_id, frozenset(words), instead=instead, now=now)
    for one in words.values():
        if one.receiver_id == member.id and one.state is ThanksState.PLANNED and not one.sender.is_deactivated:
            key, message = f"forgotten:{new_key()}", views.not_arrived(one)
            news.tell(tx, one.sender, key, message, now=now, reason="forgotten", answers=one.written_at)
    return {f"{noun}:{one.id}" for one in words.values() for noun in ("thanks", "noticed")}
