"""A member's own weekly summary, for those who want one; inside the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from bot import outbox
from bot.asks import service as asks
from bot.digest import rules, summary_views
from bot.digest.summary_views import Summary
from bot.matching import service as matching
from bot.members import service as members
from bot.members.hours import end_of_work, is_working, local, next_working_moment
from bot.nudges import service as nudges
from bot.nudges.views import Line
from models import Ask, GiftKind, JournalEntry, Member, Outgoing

# Many asks that fit may be by private invitation only; so many are looked through for some that are not.
LOOKED_THROUGH = 50
MOST_FITTING = 3


def choose(member: Member, *, wanted: bool, now: datetime) -> None:
    """Let a member have a summary each week, from next Monday on, or none."""
    if wanted and not member.weekly_summary:
        member.summary_at = rules.next_summary(members.hours_of(member), now)
    member.weekly_summary = wanted
    if not wanted:
        member.summary_at = None


def send(tx: Session, member: Member, *, is_undisturbed: bool, now: datetime) -> bool:
    """Send a member the summary that is due, and plan the next; return whether one went out.

    What waits for them is folded into it: `member` must be locked, and what `nudges.hold` locks before. None goes out
    when there is nothing to tell, or while they are away; off work, or when they are not to be disturbed, it comes a
    little later.
    """
    hours = members.hours_of(member)
    if member.summary_at is None:
        member.summary_at = rules.next_summary(hours, now)
        return False
    if not members.may_be_invited(member, now):
        member.summary_at = rules.next_summary(hours, now)
        return False
    if not is_working(hours, now) or is_undisturbed:
        later = now + rules.UNDISTURBED if is_undisturbed else now
        member.summary_at = next_working_moment(hours, later)
        return False
    member.summary_at = rules.next_summary(hours, now)
    folded = nudges.foldable(tx, member, most=rules.MOST_LINES, now=now)
    summary = of(tx, member, waiting=[one.line for one in folded], now=now)
    if summary.is_empty:
        return False
    week = local(now, member.zone).date().isocalendar()
    key = f"summary:{member.id}:{week.year}-{week.week}"
    message = summary_views.summary(summary, reader=member)
    is_promised = outbox.post(
        tx,
        member.workspace_id,
        key,
        message,
        now=now,
        reason="summary",
        to=[member],
        not_after=end_of_work(hours, now),
    )
    if is_promised:
        nudges.fold(tx, folded, into=key, now=now)
    return is_promised


def was_refused(tx: Session, outgoing: Outgoing, problem: str, now: datetime) -> None:
    """A summary did not go out: what it told waits again; one that was too late for the day comes the next."""
    member = tx.get(Member, int(outgoing.key.split(":")[1]))
    if member is None or member.workspace_id != outgoing.workspace_id:
        return
    nudges.unfold(tx, member, outgoing.key, now=now)
    if problem == "too_late" and member.weekly_summary:
        member.summary_at = next_working_moment(members.hours_of(member), now)


def of(tx: Session, member: Member, *, waiting: Sequence[Line] = (), now: datetime) -> Summary:
    """Return what a member's summary tells at `now`; no ask stands in it twice."""
    told = {line.button["value"] for line in waiting}
    mine = [ask for ask in asks.open_asks_of(tx, member) if ask.key not in told]
    return Summary(
        came_of_it=tuple(_came_of_it(tx, member, now - timedelta(days=7))),
        asks=tuple(mine[: rules.MOST_LINES]),
        waiting=tuple(waiting),
        fitting=tuple(ask for ask in _fitting(tx, member, now) if ask.key not in told)[:MOST_FITTING],
    )


def _fitting(tx: Session, member: Member, now: datetime) -> list[Ask]:
    found = matching.open_asks_that_fit(tx, member, now=now, most=LOOKED_THROUGH, small_only=False)
    return [ask for ask in found if ask.is_for_everybody]


def _came_of_it(tx: Session, member: Member, since: datetime) -> list[JournalEntry]:
    """Return the entries of a member's journal that somebody thanked for, or told the outcome of, since a moment."""
    told = (
        Outgoing.workspace_id == member.workspace_id,
        Outgoing.reason == "outcome",
        Outgoing.people == member.slack_id,
        Outgoing.due_at >= since,
    )
    # The outcome of an ask is a message called "ask:12:outcome:3", of a gift "gift:4:outcome".
    names = {":".join(key.split(":")[:2]) for key in tx.scalars(select(Outgoing.key).where(*told))}
    gifts = [name.removeprefix("gift:") for name in names if name.startswith("gift:")]
    names.update(f"{kind}:{number}" for kind in GiftKind for number in gifts)
    thanked = and_(JournalEntry.happened_at >= since, JournalEntry.words != "")
    made = and_(JournalEntry.happened_at >= since, JournalEntry.made_possible != "")
    mine = JournalEntry.workspace_id == member.workspace_id, JournalEntry.giver_id == member.id
    found = (
        select(JournalEntry)
        .where(*mine, or_(thanked, made, JournalEntry.about.in_(names)))
        .options(joinedload(JournalEntry.receiver))
        .order_by(JournalEntry.id.desc())
        .limit(rules.MOST_LINES)
    )
    return list(tx.scalars(found))
