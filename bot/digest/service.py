"""Steps on weekly letters, inside the caller's transaction."""

from datetime import date, datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session, contains_eager

from bot import outbox
from bot.db import insert_once
from bot.digest import rules, views
from bot.digest.phrases import Plan
from bot.digest.views import Letter
from bot.members.hours import local, next_weekly
from bot.thanks import service as thanks
from models import Ask, AskState, Audience, DigestSubscription, Member, Outgoing, Thanks

# What Slack says of a channel that will never take a letter again. A bot that was only thrown out may come back.
GONE = frozenset({"channel_not_found", "is_archived"})


def subscribe(
    tx: Session, workspace_id: int, channel: str, plan: Plan, *, zone: str, locale: str, now: datetime
) -> DigestSubscription:
    """Let a channel have its letter as planned, from its next time on; a plan it had before is replaced.

    `zone` and `locale` are those of whoever asks; a language named in the plan wins.
    """
    values = {
        "weekday": plan.weekday,
        "at": plan.at,
        "zone": zone,
        "locale": plan.locale or locale,
        "next_at": next_weekly(now, plan.weekday, plan.at, zone),
    }
    whose = {"workspace_id": workspace_id, "channel": channel}
    insert_once(tx, DigestSubscription, whose | values, unique=("workspace_id", "channel"))
    subscription = tx.scalars(_of(workspace_id, channel).with_for_update(key_share=True)).one()
    for name, value in values.items():
        setattr(subscription, name, value)
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


def letter(tx: Session, subscription: DigestSubscription, now: datetime) -> Letter:
    """Return what the letter to a channel says at `now`: up to five open asks that were made to this very channel.

    What was asked elsewhere, perhaps in a private channel, stays there.
    """
    day = _day(subscription, now)
    asked_here = (
        select(Ask)
        .join(Ask.asker)
        .options(contains_eager(Ask.asker))
        .where(
            Ask.workspace_id == subscription.workspace_id,
            Ask.state == AskState.OPEN,
            Ask.audience == Audience.CHANNEL,
            Ask.channel == subscription.channel,
            Member.is_deactivated.is_(False),
        )
        .order_by(Ask.id)
    )
    asks = tx.scalars(asked_here).all()
    drawn = rules.draw(asks, workspace_id=subscription.workspace_id, channel=subscription.channel, day=day)
    deeds, said = _may_be_told(tx, subscription, day, now)
    locale = subscription.locale
    return Letter(subscription.channel, locale, day, asks=tuple(drawn), deeds=deeds, thanks=said)


def send(tx: Session, subscription: DigestSubscription, *, now: datetime) -> bool:
    """Send the letter of a claimed subscription that is due, and plan the next; return whether one went out.

    None goes out in a quiet week, or two days after its time.
    """
    due = subscription.next_at
    subscription.next_at = next_weekly(now, subscription.weekday, subscription.at, subscription.zone)
    if rules.is_too_late(due, now):
        return False
    written = letter(tx, subscription, now)
    if written.is_empty:
        return False
    thanks.mark_told([*written.deeds, *written.thanks], now=now)
    subscription.last_at = now
    key = f"digest:{written.channel}:{written.day.isoformat()}"
    where = written.channel
    return outbox.post(tx, subscription.workspace_id, key, views.post(written), now=now, reason="digest", channel=where)


def refused(tx: Session, outgoing: Outgoing, problem: str, now: datetime) -> None:
    """Slack would not take a letter: a channel that is gone gets no more; one the bot may be asked back to does."""
    del now
    if problem in GONE:
        unsubscribe(tx, outgoing.workspace_id, outgoing.channel)


def _may_be_told(
    tx: Session, subscription: DigestSubscription, day: date, now: datetime
) -> tuple[tuple[Thanks, ...], tuple[Thanks, ...]]:
    """Return the deeds and the thanks a letter tells, in an order that favours nobody."""
    of, since = subscription.workspace_id, now - rules.TELLABLE
    deeds = thanks.deeds_that_may_be_told(tx, of, since, rules.MOST_ASKS)
    said = thanks.thanks_that_may_be_told(tx, of, since, rules.MOST_ASKS)
    shuffled = [
        tuple(rules.draw(told, workspace_id=of, channel=subscription.channel, day=day)) for told in (deeds, said)
    ]
    return shuffled[0], shuffled[1]


def _of(workspace_id: int, channel: str) -> Select[DigestSubscription]:
    return select(DigestSubscription).where(
        DigestSubscription.workspace_id == workspace_id, DigestSubscription.channel == channel
    )


def _day(subscription: DigestSubscription, now: datetime) -> date:
    return local(now, subscription.zone).date()
