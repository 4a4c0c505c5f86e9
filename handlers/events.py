"""What Slack tells about people."""

from sqlalchemy.orm import Session

from bot.asks import service as asks
from bot.directory import profile_of
from bot.members import service as members
from bot.newcomers import service as newcomers
from handlers.incoming import Event


def person_changed(event: Event, tx: Session) -> None:
    """Write down a new or changed profile: name, language, zone, status, deactivation.

    Whoever left asks for nothing any more: helpers are let off, and letters tell nothing of them.
    """
    members.learn(tx, event.workspace, [profile_of(event.profile)], now=event.now)
    if event.member.is_deactivated:
        for ask in asks.open_asks_of(tx, event.member):
            asks.withdraw(tx, ask, now=event.now)
        newcomers.leave(tx, event.member, now=event.now)
