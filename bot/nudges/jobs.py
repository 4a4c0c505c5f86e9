"""Nudges by the clock; each piece of work is a transaction of its own."""

from datetime import datetime

from sqlalchemy import Text, cast, literal, select

from bot.db import transaction
from bot.directory import Directory
from bot.nudges import rules, service
from models import Ask, AskState, Gift, GiftKind, GiftState, Member, Nudge, NudgeKind, NudgeState

# Slack lets us look up do-not-disturb about so often a minute.
MOST_AT_ONCE = 50


def send_due(now: datetime, directory: Directory) -> int:
    """Send the nudges that are due, to members who are there; return how many went out.

    Whether somebody is undisturbed is asked at Slack first, outside any transaction, and everything else is checked
    again inside.
    """
    sent = 0
    for nudge_id, workspace_id, slack_id in _due(now):
        is_undisturbed = directory.is_undisturbed(workspace_id, slack_id, now)
        with transaction() as tx:
            claimed = service.claim(tx, nudge_id, now)
            if claimed:
                sent += service.send(tx, *claimed, is_undisturbed=is_undisturbed, now=now)
    return sent


def remind_quiet_askers(now: datetime) -> int:
    """Plan to ask whether a quiet ask is still open; return how many people will be asked."""
    planned = 0
    for _ in range(MOST_AT_ONCE):
        with transaction() as tx:
            quiet = Ask.check_at <= now, Ask.state.in_([AskState.OPEN, AskState.IN_HANDS])
            found = select(Ask).where(*quiet).order_by(Ask.check_at, Ask.id).limit(1)
            ask = tx.scalars(found.with_for_update(key_share=True, skip_locked=True)).first()
            if ask is None or ask.check_at is None:
                break
            occasion = f"{NudgeKind.STILL_OPEN}:{ask.id}:{ask.check_at.date().isoformat()}"
            ask.check_at = None
            planned += service.offer(tx, to=ask.asker, kind=NudgeKind.STILL_OPEN, occasion=occasion, ask=ask, now=now)
    return planned


def ask_what_came_of_it(now: datetime) -> int:
    """Plan to ask, once and three weeks after, what came of an ask that was helped; return how many will be asked."""
    planned = 0
    kind = NudgeKind.CAME_OF_IT
    was_asked = select(Nudge.id).where(
        Nudge.workspace_id == Ask.workspace_id,
        Nudge.occasion == literal(f"{kind}:", Text()).concat(cast(Ask.id, Text())),
    )
    helped = (
        Ask.state == AskState.HELPED,
        Ask.settled_at <= now - rules.CAME_OF_IT_AFTER,
        Ask.settled_at >= now - rules.CAME_OF_IT_UNTIL,
    )
    for _ in range(MOST_AT_ONCE):
        with transaction() as tx:
            found = select(Ask).where(*helped, ~was_asked.exists()).order_by(Ask.settled_at, Ask.id).limit(1)
            ask = tx.scalars(found.with_for_update(key_share=True, skip_locked=True, of=Ask)).first()
            if ask is None:
                break
            planned += service.offer(tx, to=ask.asker, kind=kind, occasion=f"{kind}:{ask.id}", ask=ask, now=now)
    return planned


def ask_what_came_of_gifts(now: datetime) -> int:
    """Plan to ask, once and three weeks after, what came of an idea or a heads-up; return how many will be asked."""
    planned = 0
    kind = NudgeKind.CAME_OF_IT
    was_asked = select(Nudge.id).where(
        Nudge.workspace_id == Gift.workspace_id,
        Nudge.occasion == literal(f"{kind}:gift:", Text()).concat(cast(Gift.id, Text())),
    )
    ended_well = (
        Gift.state.in_([GiftState.TOLD, GiftState.FIXED]),
        Gift.kind.in_([GiftKind.IDEA, GiftKind.HEADS_UP]),
        Gift.settled_at <= now - rules.CAME_OF_IT_AFTER,
        Gift.settled_at >= now - rules.CAME_OF_IT_UNTIL,
    )
    for _ in range(MOST_AT_ONCE):
        with transaction() as tx:
            found = select(Gift).where(*ended_well, ~was_asked.exists()).order_by(Gift.settled_at, Gift.id).limit(1)
            gift = tx.scalars(found.with_for_update(key_share=True, skip_locked=True, of=Gift)).first()
            if gift is None:
                break
            occasion = f"{kind}:gift:{gift.id}"
            planned += service.offer(tx, to=gift.receiver, kind=kind, occasion=occasion, ask=None, gift=gift, now=now)
    return planned


def _due(now: datetime) -> list[tuple[int, int, str]]:
    with transaction() as tx:
        due = (
            select(Nudge.id, Nudge.workspace_id, Member.slack_id)
            .join(Member, Member.id == Nudge.member_id)
            .where(Nudge.state == NudgeState.PLANNED, Nudge.due_at <= now)
            .order_by(Nudge.due_at, Nudge.id)
            .limit(MOST_AT_ONCE)
        )
        return [(found.id, found.workspace_id, found.slack_id) for found in tx.execute(due)]
