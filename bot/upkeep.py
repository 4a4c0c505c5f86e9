"""Forgetting traffic that nobody needs any more."""

from datetime import datetime, timedelta

from bot import inbox, outbox
from bot.db import transaction
from bot.digest import service as digest
from bot.workspaces import service as workspaces

# Slack repeats an event for about an hour; three days leave room for an outage.
KEEP_DELIVERIES = timedelta(days=3)
# In a year a monthly letter asks each of its questions; so long it is remembered what was asked.
KEEP_LETTERS = timedelta(days=400)


def forget_old_traffic(now: datetime) -> int:
    """Delete old deliveries, finished messages and old letters, a bounded number at a time; return how many went.

    The admins of a workspace choose how long messages are remembered. As long as one is, it can still be changed.
    """
    with transaction() as tx:
        gone = inbox.forget_old(tx, now - KEEP_DELIVERIES) + digest.forget_letters(tx, now - KEEP_LETTERS)
        for workspace in workspaces.all_of_them(tx):
            gone += outbox.forget_finished(tx, workspace.id, now - timedelta(days=workspace.keep_records_days))
    return gone
