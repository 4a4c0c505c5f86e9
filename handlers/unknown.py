"""A command, button or modal that is in no table (any more)."""

from sqlalchemy.orm import Session

from bot.blocks import Message, message
from handlers import words
from handlers.incoming import Request


def unknown(request: Request, tx: Session) -> Message:
    """Say so, and where to go on."""
    del tx
    return message(request.say(words.UNKNOWN))
