"""Steps on nudges, inside the caller's transaction; `bot.nudges.rules` holds the table of states.

Whoever wants to say something unasked calls `offer`; when, whether and which of several goes is decided here.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot import outbox
from bot.blocks import Message
from bot.db import insert_once
from bot.members import service as members
from bot.members.hours import DAY, end_of_work, next_working_moment
from bot.nudges import kinds, rules, views
from bot.workspaces import service as workspaces
from models import Ask, Feature, Member, Nudge, NudgeKind, NudgeState, Outgoing, Workspace
from models.base import new_key

# When a member was told, in a message of its own or in a summary.
_TOLD_AT = func.coalesce(Nudge.sent_at, Nudge.folded_at)


@dataclass(frozen=True, slots=True)
class Folding:
    """A line of a summary, and the nudges that it tells: one, or several occasions for the same thing."""

    line: views.Line
    nudges: list[Nudge]


def offer(
    tx: Session,
    *,
    to: Member,
    kind: NudgeKind,
    occasion: str,
    now: datetime,
    about: str = "",
    ask: Ask | None = None,
) -> bool:
    """Plan a nudge for the member's next working moment; return whether one was planned.

    `about` names what it is about, "tie:4"; for an ask that is filled in. False when there was one for this occasion
    before, or when the member wants none of this kind: then the occasion is over.
    """
    is_wanted = wants(to, kind) and _has_nudges(tx, to)
    values = {
        "workspace_id": to.workspace_id,
        "key": new_key(),
        "member_id": to.id,
        "kind": kind,
        "occasion": occasion,
        "planned_at": now,
        "due_at": next_working_moment(members.hours_of(to), now),
        "about": about or (f"ask:{ask.id}" if ask else ""),
        "ask_id": ask.id if ask else None,
        "state": NudgeState.PLANNED if is_wanted else NudgeState.LAPSED,
        "rest_days": 0,
    }
    return insert_once(tx, Nudge, values, unique=("workspace_id", "occasion")) and is_wanted


def wants(member: Member, kind: NudgeKind) -> bool:
    """Tell whether a member wants any nudges of this kind."""
    return rules.rest_of(member, kind) != rules.NONE_OF_THESE


def waiting(tx: Session, member: Member, *, now: datetime) -> list[Nudge]:
    """Return what a member has not been told yet and what still matters, locked, the most useful first."""
    mine = _mine(member, Nudge.state == NudgeState.PLANNED)
    planned = select(Nudge).where(*mine).order_by(Nudge.planned_at, Nudge.id)
    found = tx.scalars(planned.with_for_update(skip_locked=True, of=Nudge)).all()
    return sorted((nudge for nudge in found if _matters(tx, nudge, now)), key=kinds.usefulness)


def hold(tx: Session, workspace_id: int, member_id: int) -> None:
    """Lock the asks that what waits for a member is about; call it before the member is locked, as presses do."""
    mine = Nudge.workspace_id == workspace_id, Nudge.member_id == member_id
    _hold_asks(tx, *mine, Nudge.state == NudgeState.PLANNED)


def foldable(tx: Session, member: Member, *, most: int, now: datetime) -> list[Folding]:
    """Return what a member's own summary may tell of what waits for them, at most `most`, the most useful first.

    `member` must be locked, and the asks before (`hold`). What has the same button for another reason waits on.
    """
    if rules.away_until(member, now) or budget_of(tx, member).is_none:
        return []
    found: dict[str, Folding] = {}
    rested: set[NudgeKind] = set()
    for nudge in waiting(tx, member, now=now):
        if nudge.kind in rested or _rests_until(tx, nudge, now) > now:
            continue
        line = _reason_of(nudge).line(tx, nudge, now)
        before = found.get(line.button["value"])
        if before is not None and before.nudges[0].about == nudge.about:
            before.nudges.append(nudge)
        elif before is None and len(found) < most:
            found[line.button["value"]] = Folding(line, [nudge])
            if rules.rest_of(member, nudge.kind):
                rested.add(nudge.kind)
    return list(found.values())


def fold(tx: Session, foldings: Iterable[Folding], *, into: str, now: datetime) -> None:
    """Note that these are told in the summary called `into`: none of them is sent any more."""
    for nudge in (nudge for folding in foldings for nudge in folding.nudges):
        _reason_of(nudge).told(tx, nudge, now)
        nudge.state = NudgeState.FOLDED
        nudge.folded_at = now
        nudge.folded_in = into


def unfold(tx: Session, member: Member, summary: str, *, now: datetime) -> None:
    """Let what was folded into a summary that did not go out wait for the member's next working moment."""
    told = _mine(member, Nudge.folded_in == summary, Nudge.state == NudgeState.FOLDED)
    for nudge in tx.scalars(select(Nudge).where(*told).order_by(Nudge.id).with_for_update(key_share=True)):
        nudge.state = NudgeState.PLANNED
        nudge.folded_at = nudge.folded_in = None
        nudge.due_at = next_working_moment(members.hours_of(member), now)


def budget_of(tx: Session, member: Member) -> rules.Budget:
    """Return how many nudges a member may get: their own choice for the week, else what the workspace has."""
    workspace = tx.get_one(Workspace, member.workspace_id)
    a_week = workspace.nudges_a_week if member.nudges_a_week is None else member.nudges_a_week
    return rules.Budget(workspace.nudges_a_day, a_week)


def had_lately(tx: Session, member: Member, kind: NudgeKind, *, since: datetime) -> bool:
    """Tell whether a nudge of this kind is planned for a member, or was sent or folded after `since`."""
    planned = _mine(member, Nudge.kind == kind, Nudge.state == NudgeState.PLANNED)
    told = _mine(member, Nudge.kind == kind, since < _TOLD_AT)
    return any(tx.scalars(select(Nudge.id).where(*which).limit(1)).first() for which in (planned, told))


def send_best(tx: Session, workspace_id: int, member_id: int, *, is_undisturbed: bool, now: datetime) -> bool:
    """Send a member the most useful of the nudges that are due, if now is the time; return whether one went out.

    What no longer matters lapses; the others wait for their next chance.
    """
    due = _claim(tx, workspace_id, member_id, now)
    ready = [nudge for nudge in due if _matters(tx, nudge, now)]
    _lapse(nudge for nudge in due if nudge not in ready)
    if not ready:
        return False
    member = ready[0].member
    chance = _next_chance(tx, member, is_undisturbed=is_undisturbed, now=now)
    if chance is None:
        _lapse(ready)
        return False
    if chance > now:
        _put_off(ready, chance)
        return False
    ready = [nudge for nudge in ready if not _rests(tx, nudge, now)]
    if not ready:
        return False
    unheard = _unheard(tx, member)
    if unheard:
        _put_off(ready, next_working_moment(members.hours_of(member), now + DAY))
        return _say_once_that_we_stop(tx, member, unheard, now)
    _send(tx, min(ready, key=kinds.usefulness), now)
    return True


def was_refused(tx: Session, outgoing: Outgoing, problem: str, now: datetime) -> None:
    """A nudge could not be said: one that was too late for the day waits for the next, any other lapses."""
    nudge = tx.get(Nudge, int(outgoing.key.rpartition(":")[2]))
    if nudge is None or nudge.workspace_id != outgoing.workspace_id or nudge.state is not NudgeState.SENT:
        return
    nudge.sent_at = None
    if nudge.kind is NudgeKind.PAUSED:
        tx.delete(nudge)  # it is made anew when the next nudge would go
    elif problem == "too_late":
        nudge.state = NudgeState.PLANNED
        nudge.due_at = next_working_moment(members.hours_of(nudge.member), now)
    else:
        nudge.state = NudgeState.LAPSED


def forget_about(
    tx: Session, workspace_id: int, abouts: Collection[str], *, now: datetime, spare: Member | None = None
) -> None:
    """Delete the nudges about what is going away, but those of `spare`; where one was told, it says that it is over.

    A summary that told of one says no more than that; what else it told waits again if nobody has read it.
    """
    found = select(Nudge).where(Nudge.workspace_id == workspace_id, Nudge.about.in_(abouts))
    found = found.where(Nudge.member_id != spare.id) if spare else found
    nudges = {message_key(nudge): nudge for nudge in tx.scalars(found.order_by(Nudge.id))}

    def instead(row: Outgoing) -> Message:
        return views.over(nudges[row.key].member)

    outbox.forget_about(tx, workspace_id, frozenset(nudges), instead=instead, now=now)
    summaries = {nudge.folded_in: nudge.member for nudge in nudges.values() if nudge.folded_in}
    for summary, reader in summaries.items():
        _take_back(tx, reader, summary, now)
    for nudge in nudges.values():
        tx.delete(nudge)
    tx.flush()


def message_key(nudge: Nudge) -> str:
    """Name the message that a nudge is."""
    return f"nudge:{nudge.id}"


def keep_coming(tx: Session, member: Member, *, now: datetime) -> None:
    """Send a member nudges again after they ignored the last ones; what waits goes in their next working moment."""
    for nudge in _unheard(tx, member):
        nudge.answered_at = now
    waits = _mine(member, Nudge.state == NudgeState.PLANNED)
    for nudge in tx.scalars(select(Nudge).where(*waits).order_by(Nudge.id).with_for_update(key_share=True)):
        nudge.due_at = next_working_moment(members.hours_of(member), now)


def _claim(tx: Session, workspace_id: int, member_id: int, now: datetime) -> list[Nudge]:
    """Lock what is due for a member, with the asks it is about and the member.

    The asks first and then the member, as presses do. The lock on the member lets two replicas take turns, so that
    the second sees what the first took out of the budget.
    """
    due = (
        Nudge.workspace_id == workspace_id,
        Nudge.member_id == member_id,
        Nudge.state == NudgeState.PLANNED,
        Nudge.due_at <= now,
    )
    _hold_asks(tx, *due)
    tx.scalars(select(Member).where(Member.id == member_id).with_for_update(key_share=True)).one_or_none()
    planned = select(Nudge).where(*due).order_by(Nudge.due_at, Nudge.id)
    return list(tx.scalars(planned.with_for_update(skip_locked=True, of=Nudge)))


def _hold_asks(tx: Session, *which: ColumnElement[bool]) -> None:
    asks = select(Ask.id).where(Ask.id.in_(select(Nudge.ask_id).where(*which))).order_by(Ask.id)
    tx.execute(asks.with_for_update(key_share=True))


def _take_back(tx: Session, reader: Member, summary: str, now: datetime) -> None:
    if outbox.is_waiting(tx, reader.workspace_id, summary):
        unfold(tx, reader, summary, now=now)
    outbox.change(tx, reader.workspace_id, summary, views.summary_over(reader), now=now)


def _matters(tx: Session, nudge: Nudge, now: datetime) -> bool:
    member, reason = nudge.member, kinds.reason_of(nudge)
    is_unwanted = member.is_deactivated or not wants(member, nudge.kind) or not _has_nudges(tx, member)
    if reason is None or is_unwanted or rules.is_old(nudge.planned_at, now):
        return False
    return reason.still_matters(tx, nudge, now)


def _lapse(nudges: Iterable[Nudge]) -> None:
    for nudge in nudges:
        nudge.state = NudgeState.LAPSED


def _put_off(nudges: Iterable[Nudge], until: datetime) -> None:
    for nudge in nudges:
        nudge.due_at = until


def _has_nudges(tx: Session, member: Member) -> bool:
    return workspaces.is_on(tx.get_one(Workspace, member.workspace_id), Feature.NUDGES)


def _next_chance(tx: Session, member: Member, *, is_undisturbed: bool, now: datetime) -> datetime | None:
    sent = tx.scalars(select(Nudge.sent_at).where(*_mine(member, Nudge.sent_at > now - rules.WEEK)))
    return rules.next_chance(
        members.hours_of(member),
        rules.away_until(member, now) or (now + rules.UNDISTURBED if is_undisturbed else now),
        sent=[moment for moment in sent if moment is not None],
        budget=budget_of(tx, member),
    )


def _rests(tx: Session, nudge: Nudge, now: datetime) -> bool:
    """Put a nudge off, and return True, when its member wants fewer of its kind and got one not long ago."""
    nudge.rest_days = rules.rest_of(nudge.member, nudge.kind)
    rested = _rests_until(tx, nudge, now)
    if rested <= now:
        return False
    _put_off([nudge], next_working_moment(members.hours_of(nudge.member), rested))
    return True


def _rests_until(tx: Session, nudge: Nudge, now: datetime) -> datetime:
    days = rules.rest_of(nudge.member, nudge.kind)
    if days == 0:
        return now
    last = tx.scalar(select(func.max(_TOLD_AT)).where(*_mine(nudge.member, Nudge.kind == nudge.kind)))
    return last + timedelta(days=days) if last else now


def _unheard(tx: Session, member: Member) -> list[Nudge]:
    """Return the last nudges, newest first, if nobody pressed anything on any of them; else nothing."""
    earlier = _mine(member, Nudge.sent_at.is_not(None), Nudge.kind != NudgeKind.PAUSED)
    newest = select(Nudge).where(*earlier).order_by(Nudge.sent_at.desc(), Nudge.id.desc()).limit(rules.IGNORED)
    last = list(tx.scalars(newest))
    return last if rules.are_ignored([nudge.answered_at for nudge in last]) else []


def _say_once_that_we_stop(tx: Session, member: Member, unheard: list[Nudge], now: datetime) -> bool:
    occasion = f"{NudgeKind.PAUSED}:{unheard[0].id}"
    tx.flush()
    if not offer(tx, to=member, kind=NudgeKind.PAUSED, occasion=occasion, now=now):
        return False
    last = tx.scalars(select(Nudge).where(*_mine(member, Nudge.occasion == occasion))).one()
    _say(tx, last, views.paused(last, reader=member), now)
    return True


def _send(tx: Session, nudge: Nudge, now: datetime) -> None:
    reason = _reason_of(nudge)
    message = reason.view(tx, nudge, now)
    reason.told(tx, nudge, now)
    _say(tx, nudge, message, now)


def _reason_of(nudge: Nudge) -> kinds.Reason:
    reason = kinds.reason_of(nudge)
    if reason is None:
        raise ValueError(f"a nudge about nothing: {nudge.occasion}")
    return reason


def _say(tx: Session, nudge: Nudge, message: Message, now: datetime) -> None:
    member = nudge.member
    nudge.state = NudgeState.SENT
    nudge.sent_at = now
    outbox.post(
        tx,
        member.workspace_id,
        message_key(nudge),
        message,
        now=now,
        reason="nudge",
        to=[member],
        not_after=end_of_work(members.hours_of(member), now),
    )


def _mine(member: Member, *which: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return Nudge.workspace_id == member.workspace_id, Nudge.member_id == member.id, *which
