"""Steps on letters to channels, inside the caller's transaction."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from bot import outbox
from bot.blocks import Message
from bot.db import insert_once
from bot.digest import rules, views
from bot.digest.letters import Letter, Line, Section
from bot.digest.parts import PARTS, Part
from bot.digest.phrases import Plan
from bot.members import news
from bot.members.hours import local
from bot.workspaces import service as workspaces
from models import (
    DigestLetter,
    DigestLine,
    DigestSubscription,
    Feature,
    Member,
    Method,
    Outgoing,
    OutgoingState,
    Workspace,
)

# What Slack says of a channel that is closed for good, and of one the bot may still be let into. A private channel
# that it is not in looks to it as if it did not exist.
CLOSED = frozenset({"is_archived"})
OUTSIDE = frozenset({"not_in_channel", "channel_not_found"})


def subscribe(
    tx: Session,
    workspace_id: int,
    channel: str,
    plan: Plan,
    *,
    zone: str,
    locale: str,
    now: datetime,
    by: Member | None = None,
) -> DigestSubscription:
    """Let a channel have its letter as planned, from its next time on; a plan it had before is replaced.

    `zone` is that of whoever asks (`by`, who is told when the bot is not let in). A language named in the plan wins
    over `locale`; an empty one is whatever the workspace reads. Of every two weeks it stays the same week, unless the
    weekday changes.
    """
    values = {
        "weekday": plan.weekday,
        "at": plan.at,
        "zone": zone,
        "locale": plan.locale or locale,
        "rhythm": plan.rhythm,
        "counted_from": rules.first_date(now, plan.weekday, plan.at, zone),
        "set_by_id": by.id if by else None,
    }
    whose = {"workspace_id": workspace_id, "channel": channel}
    insert_once(tx, DigestSubscription, whose | values | {"next_at": now}, unique=("workspace_id", "channel"))
    locked = _of(workspace_id, channel).with_for_update(key_share=True)
    # As it is now, whatever was read of it before.
    subscription = tx.scalars(locked.execution_options(populate_existing=True)).one()
    if (subscription.rhythm, subscription.weekday) == (plan.rhythm, plan.weekday):
        values["counted_from"] = subscription.counted_from
    for name, value in values.items():
        setattr(subscription, name, value)
    subscription.next_at = following(subscription, now)
    return subscription


def unsubscribe(tx: Session, workspace_id: int, channel: str) -> bool:
    """End the letters to a channel; return whether it had any."""
    ended = delete(DigestSubscription).where(
        DigestSubscription.workspace_id == workspace_id, DigestSubscription.channel == channel
    )
    return tx.execute(ended.returning(DigestSubscription.id)).first() is not None


def of(tx: Session, workspace_id: int, channel: str) -> DigestSubscription | None:
    """Return a channel's subscription, if it has one."""
    return tx.scalars(_of(workspace_id, channel)).one_or_none()


def subscriptions_of(tx: Session, workspace_id: int) -> list[DigestSubscription]:
    """Return the subscriptions of all channels of a workspace, in the order they were made."""
    found = select(DigestSubscription).where(DigestSubscription.workspace_id == workspace_id)
    return list(tx.scalars(found.order_by(DigestSubscription.id)))


def is_let_in(tx: Session, workspace_id: int, channel: str) -> bool | None:
    """Tell whether the bot can write to a channel, as far as its last message there tells; None when none was sent."""
    ours = Outgoing.workspace_id == workspace_id, Outgoing.channel == channel, Outgoing.method == Method.POST
    ended = Outgoing.state.in_([OutgoingState.SENT, OutgoingState.FAILED])
    last = tx.scalars(select(Outgoing).where(*ours, ended).order_by(Outgoing.finished_at.desc()).limit(1)).first()
    if last is None or (last.state is OutgoingState.FAILED and last.problem not in OUTSIDE):
        return None
    return last.state is OutgoingState.SENT


def letter(tx: Session, subscription: DigestSubscription, now: datetime) -> Letter:
    """Return what the letter to a channel says at `now`; without sections when there is nothing new."""
    day = _day(subscription, now)
    sections, has_news = [], False
    for part in PARTS:
        lines = _draw(_fresh(tx, subscription, part.find(tx, subscription, now)), subscription, day)
        has_news = has_news or (part.is_news and bool(lines))
        if lines:
            sections.append(Section(part.name, part.title, tuple(lines)))
    told = tuple(sections) if has_news else ()
    locale = subscription.locale or tx.get_one(Workspace, subscription.workspace_id).locale
    return Letter(channel=subscription.channel, locale=locale, day=day, sections=told)


def send(tx: Session, subscription: DigestSubscription, *, now: datetime) -> bool:
    """Send the letter of a claimed subscription that is due, and plan the next; return whether one went out.

    None goes out in a quiet week, or when it was missed and the next one is near.
    """
    subscription.next_at = following(subscription, now)
    is_off = not workspaces.is_on(tx.get_one(Workspace, subscription.workspace_id), Feature.DIGEST)
    if is_off or rules.is_overtaken(subscription.next_at, now):
        return False
    written = letter(tx, subscription, now)
    if not written.sections:
        return False
    key = f"digest:{written.channel}:{written.day.isoformat()}"
    where = written.channel
    message = views.post(written)
    if not outbox.post(tx, subscription.workspace_id, key, message, now=now, reason="digest", channel=where):
        return False
    subscription.last_at = now
    _remember(tx, subscription, written, key, now)
    for part in PARTS:
        names = [line.about for name, line in written.lines if name == part.name]
        part.told(tx, subscription.workspace_id, names, now)
    return True


def following(subscription: DigestSubscription, now: datetime) -> datetime:
    """Return when a channel's next letter is due, strictly after `now`."""
    return rules.next_due(
        now,
        subscription.rhythm,
        subscription.weekday,
        subscription.at,
        subscription.zone,
        counted_from=subscription.counted_from,
    )


def retell(tx: Session, sent: DigestLetter, *, now: datetime) -> None:
    """Let a letter that was sent tell its lines as they are by now."""
    lines = DigestLine.workspace_id == sent.workspace_id, DigestLine.letter_id == sent.id
    told = list(tx.scalars(select(DigestLine).where(*lines).order_by(DigestLine.position)))
    sections = []
    for part in PARTS:
        names = [line.about for line in told if line.part == part.name]
        if names:
            left = {line.about: line for line in part.again(tx, sent.workspace_id, names)}
            sections += _section_again(part, [left[name] for name in names if name in left])
    by_now = Letter(channel=sent.channel, locale=sent.locale, day=sent.day, sections=tuple(sections))
    outbox.change(tx, sent.workspace_id, sent.outbox_key, views.post(by_now), now=now)
    sent.changed_at = None


def refused(tx: Session, outgoing: Outgoing, problem: str, now: datetime) -> None:
    """Slack would not take a letter: a channel that is gone gets no more; one the bot may be asked into does.

    Whoever asked for the letter is told how to let it in. A channel that does not exist, as far as the bot can see,
    twice in a row is gone.
    """
    workspace_id, channel = outgoing.workspace_id, outgoing.channel
    is_gone = problem == "channel_not_found" and _was_refused_before(tx, outgoing)
    if problem in CLOSED or is_gone:
        unsubscribe(tx, workspace_id, channel)
        return
    subscription = of(tx, workspace_id, channel)
    asked_by = tx.get(Member, subscription.set_by_id) if subscription and subscription.set_by_id else None
    if subscription and asked_by and problem in OUTSIDE and not asked_by.is_deactivated:
        key = f"digest:{channel}:outside:{subscription.id}:{asked_by.id}"
        told = views.not_let_in(subscription, asked_by)
        news.tell(tx, asked_by, key, told, now=now, reason="digest-outside")


def outside_by_now(tx: Session, outgoing: Outgoing, now: datetime) -> Message | None:
    """Return what whoever asked for a letter reads of a channel that keeps us out; None when it does so no more."""
    del now
    subscription = tx.get(DigestSubscription, int(outgoing.key.split(":")[3]))
    asked_by = tx.get(Member, int(outgoing.key.split(":")[4]))
    if subscription is None or asked_by is None or subscription.set_by_id != asked_by.id:
        return None
    if is_let_in(tx, outgoing.workspace_id, subscription.channel):
        return None
    return views.not_let_in(subscription, asked_by)


def forget_letters(tx: Session, before: datetime, most: int = 500) -> int:
    """Delete up to `most` letters that went out before a moment, with what they told; return how many."""
    old = select(DigestLetter.id).where(DigestLetter.sent_at < before).order_by(DigestLetter.sent_at).limit(most)
    gone = delete(DigestLetter).where(DigestLetter.id.in_(old)).returning(DigestLetter.id)
    return len(tx.scalars(gone).all())


def _section_again(part: Part, lines: Sequence[Line]) -> list[Section]:
    if not lines:
        return []
    title = part.later if part.later and all(line.is_over for line in lines) else part.title
    return [Section(part.name, title, tuple(lines))]


def _fresh(tx: Session, subscription: DigestSubscription, lines: Sequence[Line]) -> list[Line]:
    """Leave out what this channel read before, unless it is still open."""
    once = [line.about for line in lines if not line.comes_again]
    if not once:
        return list(lines)
    told = set(
        tx.scalars(
            select(DigestLine.about)
            .join(DigestLetter, DigestLetter.id == DigestLine.letter_id)
            .where(
                DigestLine.workspace_id == subscription.workspace_id,
                DigestLine.about.in_(once),
                DigestLetter.workspace_id == subscription.workspace_id,
                DigestLetter.channel == subscription.channel,
            )
        )
    )
    return [line for line in lines if line.about not in told]


def _draw(lines: Sequence[Line], subscription: DigestSubscription, day: date) -> list[Line]:
    return rules.draw(lines, workspace_id=subscription.workspace_id, channel=subscription.channel, day=day)


def _remember(tx: Session, subscription: DigestSubscription, written: Letter, key: str, now: datetime) -> None:
    sent = DigestLetter(
        workspace_id=subscription.workspace_id,
        channel=written.channel,
        outbox_key=key,
        day=written.day,
        locale=written.locale,
        zone=subscription.zone,
        sent_at=now,
        picture_at=now,
    )
    tx.add(sent)
    tx.flush()
    tx.add_all(
        DigestLine(
            workspace_id=subscription.workspace_id, letter_id=sent.id, part=part, about=line.about, position=position
        )
        for position, (part, line) in enumerate(written.lines)
    )


def _was_refused_before(tx: Session, outgoing: Outgoing) -> bool:
    earlier = (
        select(Outgoing.problem)
        .where(
            Outgoing.workspace_id == outgoing.workspace_id,
            Outgoing.channel == outgoing.channel,
            Outgoing.reason == "digest",
            Outgoing.id < outgoing.id,
        )
        .order_by(Outgoing.id.desc())
        .limit(1)
    )
    return tx.scalar(earlier) == "channel_not_found"


def _of(workspace_id: int, channel: str) -> Select[DigestSubscription]:
    return select(DigestSubscription).where(
        DigestSubscription.workspace_id == workspace_id, DigestSubscription.channel == channel
    )


def _day(subscription: DigestSubscription, now: datetime) -> date:
    return local(now, subscription.zone).date()
