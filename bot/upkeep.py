"""Forgetting traffic that nobody needs any more."""

from datetime import datetime, timedelta

from bot import inbox, outbox
from bot.db import transaction
from bot.digest import service as digest

# Slack repeats an event for about an hour; three days leave room for an outage.
KEEP_DELIVERIES = timedelta(days=3)
# An ask can be edited for 14 days and told about three weeks later; its messages must be found until then.
KEEP_MESSAGES = timedelta(days=60)
# In a year a monthly letter asks each of its questions; so long it is remembered what was asked.
KEEP_LETTERS = timedelta(days=400)


def forget_old_traffic(now: datetime) -> int:
    """Delete old deliveries, finished messages and old letters, a bounded number at a time; return how many went."""
    with transaction() as tx:
        gone = inbox.forget_old(tx, now - KEEP_DELIVERIES) + outbox.forget_finished(tx, now - KEEP_MESSAGES)
        return gone + digest.forget_letters(tx, now - KEEP_LETTERS)
