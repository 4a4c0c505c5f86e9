"""A message that waits for its reader's hours is looked at a second time right before it goes.

Hours change while it waits, the bot or Slack may have been away in the meantime, and what it says may be over. Which
hours somebody has, and what is true by now, others know; `bot.app` brings them together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.blocks import Message
from bot.calls import NotYet
from bot.db import transaction
from models import Outgoing

# When a message may go: `now` in its reader's hours, else the moment they begin next.
WaitsUntil = Callable[[Session, Outgoing, datetime], datetime]
# What a message says by now; None when there is nothing left to say.
ByNow = Callable[[Session, Outgoing, datetime], Message | None]


class NotTrue(Exception):
    """What the message would say is not true any more."""


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Looks at a message about to go; `by_now` by the reason it was promised for, all others say what they said."""

    waits_until: WaitsUntil
    by_now: Mapping[str, ByNow]

    def at(self, outgoing_id: int, now: datetime) -> dict[str, Any]:
        """Return what has to be sent of a promised message at `now`.

        Raises NotYet outside its reader's hours, NotTrue when it must not go at all.
        """
        with transaction() as tx:
            outgoing = tx.get(Outgoing, outgoing_id)
            if outgoing is None or outgoing.payload is None:
                raise NotTrue
            until = self.waits_until(tx, outgoing, now)
            if until > now:
                raise NotYet((until - now).total_seconds())
            if outgoing.reason not in self.by_now:
                return outgoing.payload
            message = self.by_now[outgoing.reason](tx, outgoing, now)
            if message is None:
                raise NotTrue
            return outgoing.payload | message.as_payload()
