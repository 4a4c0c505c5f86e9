"""The App Home."""

from sqlalchemy.orm import Session

from bot.home import service
from handlers.incoming import Event


def opened(event: Event, tx: Session) -> None:
    """Somebody opened the App Home: show it as things are now."""
    service.show(tx, event.member, event.now, seen=event.view_hash)
