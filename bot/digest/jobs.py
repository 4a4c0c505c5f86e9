"""Letters by the clock; each is a transaction of its own."""

from datetime import datetime

from sqlalchemy import select

from bot.db import transaction
from bot.digest import rules, service, views
from models import DigestSubscription

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


def preview(now: datetime) -> str:
    """Say in plain text what send_due() would send at `now`, to which channel and why; changes and sends nothing."""
    with transaction() as tx:
        everybody = select(DigestSubscription).order_by(DigestSubscription.workspace_id, DigestSubscription.channel)
        told = []
        for subscription in tx.scalars(everybody):
            is_due = subscription.next_at <= now
            letter = service.letter(tx, subscription, now) if is_due else None
            is_too_late = rules.is_too_late(subscription.next_at, now)
            told.append(views.preview(subscription, letter, is_too_late=is_too_late, now=now))
    return "\n".join(told) or "No channel has asked for a weekly letter."
