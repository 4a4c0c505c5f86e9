"""Nudges by the clock; each piece of work is a transaction of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.db import transaction
from bot.directory import Directory
from bot.nudges import occasions, service
from models import Ask, AskState, Gift, Invitation, Member, Nudge, NudgeState, Tie

# Slack lets us look up do-not-disturb about so often a minute.
MOST_AT_ONCE = 50
# So many due nudges are looked through for the members they are for.
LOOKED_THROUGH = 500

Row = TypeVar("Row", Ask, Gift, Invitation, Member, Tie)


def send_due(now: datetime, directory: Directory) -> int:
    """Send the nudges that are due, the most useful to each member who is there; return how many went out.

    Whether somebody is undisturbed is asked at Slack first, outside any transaction, and everything else is checked
    again inside.
    """
    sent = 0
    for workspace_id, member_id, slack_id in _due(now):
        is_undisturbed = directory.is_undisturbed(workspace_id, slack_id, now)
        with transaction() as tx:
            sent += service.send_best(tx, workspace_id, member_id, is_undisturbed=is_undisturbed, now=now)
    return sent


def remind_quiet_askers(now: datetime) -> int:
    """Plan to ask whether a quiet ask is still open; return how many people will be asked."""
    return _for_each(Ask, Ask.check_at, now, occasions.quiet_ask, Ask.state.in_([AskState.OPEN, AskState.IN_HANDS]))


def follow_up_help(now: datetime) -> int:
    """Plan to ask, once each, for thanks not said yet and for what came of it; return how many will be asked."""
    return _for_each(Ask, Ask.follow_up_at, now, occasions.helped_ask)


def follow_up_gifts(now: datetime) -> int:
    """Plan to ask, once each, what came of an idea or a heads-up; return how many will be asked."""
    return _for_each(Gift, Gift.follow_up_at, now, occasions.kept_gift)


def find_small_asks(now: datetime) -> int:
    """Plan to show members a two-minute ask that fits, each of them once a week at most; return how many will be."""
    return _for_each(Member, Member.small_asks_at, now, occasions.small_ask)


def wake_ties(now: datetime) -> int:
    """Plan to offer one of two who have lost touch a reason to write; return how many will get one."""
    return _for_each(Tie, Tie.wakes_at, now, occasions.sleeping_tie)


def bring_asks_back(now: datetime) -> int:
    """Plan to bring back asks that brought nothing to somebody's mind four weeks ago; return how many come back."""
    return _for_each(Invitation, Invitation.comes_back_at, now, occasions.ask_to_come_back)


def _for_each(
    kind: type[Row],
    time: InstrumentedAttribute[Any],
    now: datetime,
    plan: Callable[..., bool],
    *which: ColumnElement[bool],
) -> int:
    """Let `plan` look at each row whose time has come, in a transaction of its own; it sets the time anew."""
    planned = 0
    for _ in range(MOST_AT_ONCE):
        with transaction() as tx:
            row = _next(tx, kind, time, now, which)
            if row is None:
                break
            planned += plan(tx, row, now=now)
    return planned


def _next(
    tx: Session,
    kind: type[Row],
    time: InstrumentedAttribute[Any],
    now: datetime,
    which: tuple[ColumnElement[bool], ...],
) -> Row | None:
    due = select(kind).where(time <= now, *which).order_by(time, kind.id).limit(1)
    return tx.scalars(due.with_for_update(key_share=True, skip_locked=True, of=kind)).first()


def _due(now: datetime) -> list[tuple[int, int, str]]:
    """Return whom something is due for, by workspace id, member id and Slack user id; who waits longest first."""
    with transaction() as tx:
        due = (
            select(Nudge.member_id)
            .where(Nudge.state == NudgeState.PLANNED, Nudge.due_at <= now)
            .order_by(Nudge.due_at, Nudge.id)
            .limit(LOOKED_THROUGH)
        )
        first = list(dict.fromkeys(tx.scalars(due)))[:MOST_AT_ONCE]
        people = select(Member.id, Member.workspace_id, Member.slack_id).where(Member.id.in_(first))
        found = {
            member_id: (workspace_id, member_id, slack_id) for member_id, workspace_id, slack_id in tx.execute(people)
        }
        return [found[member_id] for member_id in first if member_id in found]
