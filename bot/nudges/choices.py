"""What a member presses on a nudge: fewer of these, snooze, not this one, keep them coming."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import outbox
from bot.errors import Refusal
from bot.i18n import N_
from bot.nudges import kinds, rules, views
from bot.nudges.service import message_key
from models import Member, Nudge, NudgeKind, Workspace

NOT_THERE = N_("I cannot find this message any more.")


def of(tx: Session, workspace: Workspace, key: str, *, to: Member) -> Nudge:
    """Return the nudge with this key that went to `to`; Refusal when there is none, or when it is somebody else's."""
    mine = Nudge.workspace_id == workspace.id, Nudge.key == key, Nudge.member_id == to.id
    nudge = tx.scalars(select(Nudge).where(*mine)).one_or_none()
    if nudge is None:
        raise Refusal(NOT_THERE)
    return nudge


def heard(tx: Session, member: Member, channel: str, ts: str, *, now: datetime) -> None:
    """Note that a member pressed something on the message at `ts`, if it is a nudge to them; it was not ignored."""
    key = outbox.key_of(tx, member.workspace_id, channel, ts) or ""
    noun, _, number = key.partition(":")
    if noun != "nudge" or not number.isdigit():
        return
    nudge = tx.get(Nudge, int(number))
    if nudge is not None and nudge.member_id == member.id and nudge.answered_at is None:
        nudge.answered_at = now


def fewer(tx: Session, given: Nudge) -> int:
    """Send its member fewer nudges of this kind; return the days between two from now on, see rules.RESTS.

    One step for each nudge, however often it is pressed; other nudges of the kind that went out may add theirs.
    """
    _lock_choices(tx, given.member)
    days = rules.longer(rules.rest_of(given.member, given.kind), rules.fewer(given.rest_days))
    given.member.muted_nudges = rules.with_rest(given.member, given.kind, days)
    return days


def as_before(tx: Session, given: Nudge) -> None:
    """Send its member as many nudges of this kind as before this one was pressed."""
    rest(tx, given.member, given.kind, given.rest_days)


def rest(tx: Session, member: Member, kind: NudgeKind, days: int) -> None:
    """Let so many days pass between two nudges of a kind: 0 for all of them, rules.NONE_OF_THESE for none."""
    _lock_choices(tx, member)
    member.muted_nudges = rules.with_rest(member, kind, days)


def mute(tx: Session, member: Member, kind: NudgeKind) -> None:
    """Send a member no more nudges of this kind; those that are planned lapse."""
    rest(tx, member, kind, rules.NONE_OF_THESE)


def unmute(tx: Session, member: Member, kind: NudgeKind) -> None:
    """Send a member all nudges of this kind again, from the next occasion on."""
    rest(tx, member, kind, 0)


def snooze(member: Member, span: str, *, now: datetime) -> datetime:
    """Send a member no nudges of any kind for a "day", a "week" or a "month"; return until when."""
    member.nudges_snoozed_until = now + rules.SNOOZES.get(span, rules.WEEK)
    return member.nudges_snoozed_until


def end_snooze(member: Member) -> None:
    """Send a member nudges again."""
    member.nudges_snoozed_until = None


def dismiss(tx: Session, given: Nudge, *, now: datetime) -> None:
    """Leave alone what a nudge is about; where it stood, a line says so."""
    reason = kinds.reason_of(given)
    if reason is not None and given.state in rules.TOLD:
        reason.dismissed(tx, given, now)
    outbox.change(tx, given.workspace_id, message_key(given), views.dismissed(given.member), now=now)


def _lock_choices(tx: Session, member: Member) -> None:
    # Two kinds at once: the second one adds to what the first one wrote.
    tx.flush()
    tx.refresh(member, ["muted_nudges"], with_for_update={"key_share": True})
