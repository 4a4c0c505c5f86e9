"""Steps on nudges, inside the caller's transaction; `bot.nudges.rules` holds the table of states."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import outbox
from bot.db import insert_once
from bot.errors import Refusal
from bot.i18n import N_
from bot.members import service as members
from bot.members.hours import next_working_moment
from bot.nudges import rules, views
from models import Ask, Gift, Member, Nudge, NudgeKind, NudgeState, Workspace
from models.base import new_key

NOT_THERE = N_("I cannot find this message any more.")


def offer(
    tx: Session,
    *,
    to: Member,
    kind: NudgeKind,
    occasion: str,
    ask: Ask | None,
    gift: Gift | None = None,
    now: datetime,
) -> bool:
    """Plan a nudge for the member's next working moment; return whether one was planned.

    False when there was one for this occasion before, or when the member muted the kind: then the occasion is over.
    """
    is_wanted = not rules.is_muted(to, kind)
    values = {
        "workspace_id": to.workspace_id,
        "key": new_key(),
        "member_id": to.id,
        "kind": kind,
        "occasion": occasion,
        "due_at": next_working_moment(members.hours_of(to), now),
        "ask_id": ask.id if ask else None,
        "gift_id": gift.id if gift else None,
        "state": NudgeState.PLANNED if is_wanted else NudgeState.LAPSED,
    }
    return insert_once(tx, Nudge, values, unique=("workspace_id", "occasion")) and is_wanted


def claim(tx: Session, nudge_id: int, now: datetime) -> tuple[Nudge, Ask | None] | None:
    """Lock a due, planned nudge with its ask and its member; None when somebody else has it or had it.

    The ask first and then the member, as presses do. The lock on the member lets two nudges of one person take turns,
    so that the second sees what the first took out of the budget.
    """
    wanted = select(Nudge.ask_id, Nudge.member_id).where(Nudge.id == nudge_id)
    found = tx.execute(wanted).one_or_none()
    if found is None:
        return None
    ask = tx.scalars(select(Ask).where(Ask.id == found.ask_id).with_for_update(key_share=True)).one_or_none()
    tx.scalars(select(Member).where(Member.id == found.member_id).with_for_update(key_share=True)).one()
    due = Nudge.id == nudge_id, Nudge.state == NudgeState.PLANNED, Nudge.due_at <= now
    nudge = tx.scalars(select(Nudge).where(*due).with_for_update(skip_locked=True, of=Nudge)).one_or_none()
    return (nudge, ask) if nudge else None


def send(tx: Session, nudge: Nudge, ask: Ask | None, *, is_undisturbed: bool, now: datetime) -> bool:
    """Send a claimed nudge, or let it wait for a better moment or lapse; return whether it went out."""
    member = nudge.member
    matters = rules.gift_matters(nudge.gift, now) if nudge.gift else rules.still_matters(nudge.kind, ask, now)
    if member.is_deactivated or rules.is_muted(member, nudge.kind) or not matters:
        nudge.state = NudgeState.LAPSED
        return False
    chance = _next_chance(tx, member, is_undisturbed=is_undisturbed, now=now)
    if chance is None:
        nudge.state = NudgeState.LAPSED
        return False
    if chance > now:
        nudge.due_at = chance
        return False
    nudge.state = NudgeState.SENT
    nudge.sent_at = now
    message = views.nudge(nudge, ask, reader=member)
    outbox.post(tx, member.workspace_id, f"nudge:{nudge.id}", message, now=now, reason="nudge", to=[member])
    return True


def of(tx: Session, workspace: Workspace, key: str, *, to: Member) -> Nudge:
    """Return the nudge with this key that went to `to`; Refusal when there is none, or when it is somebody else's."""
    mine = Nudge.workspace_id == workspace.id, Nudge.key == key, Nudge.member_id == to.id
    nudge = tx.scalars(select(Nudge).where(*mine)).one_or_none()
    if nudge is None:
        raise Refusal(NOT_THERE)
    return nudge


def mute(tx: Session, member: Member, kind: NudgeKind) -> None:
    """Send a member no more nudges of this kind; those that are planned lapse."""
    _lock_choices(tx, member)
    member.muted_nudges = rules.muted(member, kind)


def unmute(tx: Session, member: Member, kind: NudgeKind) -> None:
    """Send a member nudges of this kind again, from the next occasion on."""
    _lock_choices(tx, member)
    member.muted_nudges = rules.unmuted(member, kind)


def snooze(member: Member, *, now: datetime) -> datetime:
    """Send a member no nudges of any kind for a week; return until when."""
    member.nudges_snoozed_until = now + rules.SNOOZE
    return member.nudges_snoozed_until


def end_snooze(member: Member) -> None:
    """Send a member nudges again."""
    member.nudges_snoozed_until = None


def _next_chance(tx: Session, member: Member, *, is_undisturbed: bool, now: datetime) -> datetime | None:
    workspace = tx.get_one(Workspace, member.workspace_id)
    mine = Nudge.workspace_id == workspace.id, Nudge.member_id == member.id
    sent = tx.scalars(select(Nudge.sent_at).where(*mine, Nudge.sent_at > now - rules.WEEK))
    return rules.next_chance(
        members.hours_of(member),
        rules.away_until(member, now) or (now + rules.UNDISTURBED if is_undisturbed else now),
        sent=[moment for moment in sent if moment is not None],
        budget=rules.Budget(workspace.nudges_a_day, workspace.nudges_a_week),
    )


def _lock_choices(tx: Session, member: Member) -> None:
    # Two kinds muted at once: the second one adds to what the first one wrote.
    tx.refresh(member, ["muted_nudges"], with_for_update={"key_share": True})
