"""Bringing gifts to their receivers at a good moment, letting them lapse, and what to do when Slack says no."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import outbox
from bot.giving import rules, service, views
from bot.members import news
from bot.members import service as members
from bot.members.hours import next_working_moment
from bot.workspaces import service as workspaces
from models import Feature, Gift, GiftKind, GiftState, Outgoing, Workspace


def deliver(tx: Session, gift: Gift, *, is_undisturbed: bool, now: datetime) -> bool:
    """Bring a due gift to its receiver, first or again, or let it wait for a better moment; return whether it went.

    It lapses when somebody of the two is not here any more, or takes ideas in person now, or all do.
    """
    is_off = gift.kind in rules.CONSENT_FIRST and not _has_ideas(tx, gift)
    if is_off or not rules.can_reach(gift):
        lapse(tx, gift, now=now)
        return False
    moment = rules.away_until(gift.receiver, now) or (now + rules.UNDISTURBED if is_undisturbed else now)
    due = next_working_moment(members.hours_of(gift.receiver), moment)
    if due > now:
        gift.due_at = due
        return False
    is_again = gift.state is GiftState.LATER
    service.move(gift, GiftState.AGAIN if is_again else GiftState.OFFERED)
    gift.lapses_at = None if gift.kind is GiftKind.HEADS_UP else now + rules.LAPSES_AFTER
    if is_again:
        service.show_offer(tx, gift, now=now)
    key = service.again_key(gift) if is_again else service.offer_key(gift)
    message = views.offer_again(gift) if is_again else views.offer(gift)
    outbox.post(tx, gift.workspace_id, key, message, now=now, reason="gift.offer", to=[gift.receiver])
    if gift.kind not in rules.CONSENT_FIRST:
        service.show_receipt(tx, gift, now=now)
    return True


def lapse(tx: Session, gift: Gift, *, now: datetime) -> None:
    """End a gift that nobody answered; of an idea or a contact the sender hears nothing."""
    was_delivered = gift.state is not GiftState.PLANNED
    service.move(gift, GiftState.LAPSED)
    if was_delivered:
        service.show_offer(tx, gift, now=now)
    elif gift.kind not in rules.CONSENT_FIRST:
        _say_undelivered(tx, gift, now)


def offer_was_refused(tx: Session, outgoing: Outgoing, problem: str, now: datetime) -> None:
    """Slack would not bring a gift to its receiver: the sender learns that, which tells nothing of any answer."""
    gift = _of(tx, outgoing)
    if gift is None:
        return
    if problem == "user_disabled":
        gift.receiver.is_deactivated = True
    if rules.may_move(gift.kind, gift.state, GiftState.LAPSED):
        service.move(gift, GiftState.LAPSED)
        # It has never been seen, so it can be given anew at once.
        gift.lapses_at = now
        service.show_receipt(tx, gift, now=now)
        _say_undelivered(tx, gift, now)


def telling_was_refused(tx: Session, outgoing: Outgoing, problem: str, now: datetime) -> None:
    """Slack would not take an idea that its receiver wanted to know: the sender tells it another way."""
    del problem
    gift = _of(tx, outgoing)
    if gift is not None:
        _say_undelivered(tx, gift, now)


def talk_was_refused(tx: Session, outgoing: Outgoing, problem: str, now: datetime) -> None:
    """Slack would not open a conversation of the two: each reads who the other is."""
    del problem
    gift = _of(tx, outgoing)
    if gift is None:
        return
    for reader, other in ((gift.sender, gift.receiver), (gift.receiver, gift.sender)):
        message = views.write_to_each_other(gift, other, reader=reader)
        key = f"{outgoing.key}:{reader.id}"
        outbox.post(tx, gift.workspace_id, key, message, now=now, reason="talk-refused", to=[reader])


def _say_undelivered(tx: Session, gift: Gift, now: datetime) -> None:
    key = f"gift:{gift.id}:undelivered"
    message = views.undelivered(gift)
    news.tell(tx, gift.sender, key, message, now=now, reason="undelivered", answers=gift.written_at)


def _of(tx: Session, outgoing: Outgoing) -> Gift | None:
    gift = tx.get(Gift, int(outgoing.key.split(":")[1]))
    return gift if gift is not None and gift.workspace_id == outgoing.workspace_id else None


def _has_ideas(tx: Session, gift: Gift) -> bool:
    return workspaces.is_on(tx.get_one(Workspace, gift.workspace_id), Feature.IDEAS)
