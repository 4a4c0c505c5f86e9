"""Letters by the clock; each is a transaction of its own."""

from datetime import datetime

from sqlalchemy import or_, select

from bot.db import transaction
from bot.digest import rules, service, summaries, views
from bot.directory import Directory
from bot.nudges import service as nudges
from models import DigestLetter, DigestSubscription, Member

MOST_AT_ONCE = 50


def send_due(now: datetime) -> int:
    """Send the letters that are due; return how many went out. A channel with nothing to read gets none."""
    sent = 0
    for _ in range(MOST_AT_ONCE):
        with transaction() as tx:
            due = select(DigestSubscription).where(DigestSubscription.next_at <= now)
            first = due.order_by(DigestSubscription.next_at, DigestSubscription.id).limit(1)
            subscription = tx.scalars(first.with_for_update(key_share=True, skip_locked=True)).first()
            if subscription is None:
                break
            sent += service.send(tx, subscription, now=now)
    return sent


def retell(now: datetime) -> int:
    """Put right the letters that told something that reads differently by now; return how many."""
    done = 0
    while done < MOST_AT_ONCE:
        with transaction() as tx:
            changed = select(DigestLetter).where(DigestLetter.changed_at <= now)
            first = changed.order_by(DigestLetter.changed_at, DigestLetter.id).limit(1)
            letter = tx.scalars(first.with_for_update(key_share=True, skip_locked=True)).first()
            if letter is None:
                break
            service.retell(tx, letter, now=now)
            done += 1
    return done


def send_summaries(now: datetime, directory: Directory) -> int:
    """Send the weekly summaries that members asked for and that are due; return how many went out.

    Whether somebody is undisturbed is asked at Slack first, outside any transaction.
    """
    sent = 0
    for member_id, workspace_id, slack_id in _due_summaries(now):
        is_undisturbed = directory.is_undisturbed(workspace_id, slack_id, now)
        with transaction() as tx:
            nudges.hold(tx, workspace_id, member_id)
            still = Member.id == member_id, Member.weekly_summary.is_(True)
            due = or_(Member.summary_at.is_(None), Member.summary_at <= now)
            member = tx.scalars(select(Member).where(*still, due).with_for_update(key_share=True, skip_locked=True))
            if found := member.first():
                sent += summaries.send(tx, found, is_undisturbed=is_undisturbed, now=now)
    return sent


def preview(now: datetime) -> str:
    """Say in plain text what send_due() would send at `now`, to which channel and why; changes and sends nothing."""
    with transaction() as tx:
        everybody = select(DigestSubscription).order_by(DigestSubscription.workspace_id, DigestSubscription.channel)
        told = []
        for subscription in tx.scalars(everybody):
            is_due = subscription.next_at <= now
            is_overtaken = is_due and rules.is_overtaken(service.following(subscription, now), now)
            letter = service.letter(tx, subscription, now) if is_due and not is_overtaken else None
            told.append(views.preview(subscription, letter, is_overtaken=is_overtaken, now=now))
    return "\n".join(told) or "No channel has asked for a weekly letter."


def _due_summaries(now: datetime) -> list[tuple[int, int, str]]:
    with transaction() as tx:
        due = or_(Member.summary_at.is_(None), Member.summary_at <= now)
        wanted = Member.weekly_summary.is_(True), Member.is_deactivated.is_(False), due
        found = select(Member.id, Member.workspace_id, Member.slack_id).where(*wanted).order_by(Member.id)
        return [(one.id, one.workspace_id, one.slack_id) for one in tx.execute(found.limit(MOST_AT_ONCE))]
